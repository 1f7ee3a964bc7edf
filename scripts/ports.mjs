import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { Stop } from './stop.mjs';

/** Throws a Stop that names the variable when somebody else has the port, at any address `localhost` may mean. */
export async function assertPortIsFree(port, variable) {
  const busy = (await answers(port, '127.0.0.1')) || (await answers(port, '::1')) || !(await canListen(port));
  if (!busy) return;
  throw new Stop(
    `Port ${port} is busy: is this already running somewhere? End that, or choose another port with ${variable}=${port + 1} npm start`,
  );
}

function answers(port, host) {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

async function canListen(port) {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
