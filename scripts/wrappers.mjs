// `npm start` is a chain: npm, a shell, npx, a shell, pnpm, a shell, and us. Whoever ends npm alone, as process managers
// do, would leave us running. Where the system tells who our parents are, we notice.
import { existsSync, readFileSync } from 'node:fs';

/** A package manager, or the shell in which one runs a script; arguments are separated by NUL. */
const WRAPPER = /\bp?np[mx]\b|^\S*sh\0-c\0/;
const CHECK_EVERY = 1000;

/** Calls back once when a package manager that started us is gone. Does not keep the process alive. */
export function onWrapperGone(callback) {
  const parent = process.ppid;
  const wrappers = wrappersFrom(parent);
  const timer = setInterval(() => {
    if (process.ppid === parent && wrappers.every(isAlive)) return;
    clearInterval(timer);
    callback();
  }, CHECK_EVERY).unref();
}

/** The unbroken chain of package managers and their shells above us, by process id; only Linux tells. */
function wrappersFrom(pid) {
  const command = readProcess(pid, 'cmdline');
  if (command === undefined || !WRAPPER.test(command)) return [];
  const parent = Number(/^PPid:\s+(\d+)/m.exec(readProcess(pid, 'status') ?? '')?.[1]);
  return [pid, ...wrappersFrom(parent)];
}

function isAlive(pid) {
  const status = readProcess(pid, 'status');
  return status !== undefined && !/^State:\s+Z/m.test(status);
}

function readProcess(pid, file) {
  const path = `/proc/${pid}/${file}`;
  try {
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
