import { cpuTime } from './cpu-time.mjs';

/** Listens on a free port of the loopback, tells the parent process which, says its CPU time when asked, ends with it. */
export function serve(server) {
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
  process.on('message', () => process.send({ cpu: cpuTime() }));
  process.on('disconnect', () => process.exit());
}
