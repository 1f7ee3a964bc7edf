// Children that can be ended whole. A package manager starts a shell, which starts the tool: ending only the first
// would leave the rest running.
import { spawn } from 'node:child_process';

const windows = process.platform === 'win32';
const running = new Set();

/** Starts a command in a process group of its own. */
export function startGroup(command, args, options) {
  const child = spawn(command, args, { ...options, detached: !windows, shell: windows, windowsHide: true });
  if (child.pid === undefined) return child; // it could not be started, and says so by its error event
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}

/** Ends every group that still runs. Synchronous, so fit for an exit handler. */
export function endGroups() {
  for (const child of running) endGroup(child);
}

/** Ends the whole group of a child that startGroup started. */
export function endGroup(child) {
  try {
    if (windows) child.kill();
    else process.kill(-child.pid, 'SIGTERM');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
