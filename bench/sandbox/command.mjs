// The built command in a process of its own, so that what is measured is the sandbox and not who asks it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../packages/sandbox/bin/driftkit-sandbox.mjs', import.meta.url));

/** Starts it with these arguments; resolves with its address and process when it listens. */
export async function startCommand(args, nodeArgs = []) {
  const settings = ['--port', '0', '--signed-identities', 'disabled'];
  const child = spawn(process.execPath, [...nodeArgs, COMMAND, ...settings, ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  return { url: /http:\S+/.exec(line)[0], child };
}

export async function stopCommand({ child }) {
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
