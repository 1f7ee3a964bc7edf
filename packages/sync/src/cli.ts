import { createClient } from '@driftkit/api';
import { run } from './command/run';

// What is written from here on is for the owner alone, SQLite's own files included.
process.umask(0o077);

// A log that nobody reads any more must not end an export of days.
process.stderr.on('error', () => undefined);
process.stdout.on('error', () => undefined);

const stop = new AbortController();
// The first Ctrl-C finishes what is under way; the second ends the process as it always does.
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());

process.exitCode = await run({
  args: process.argv.slice(2),
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: stop.signal,
  connect: (access) => createClient(access),
});
