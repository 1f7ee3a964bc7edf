import { text } from 'node:stream/consumers';
import { runCommand } from './command/run';

process.exitCode = await runCommand(process.argv.slice(2), {
  env: process.env,
  readStdin: () => text(process.stdin),
  out: (result) => void process.stdout.write(result),
  err: (sentence) => void process.stderr.write(sentence),
  now: Date.now,
});
