// What npm test costs: processor seconds by script and by package, as the shells of scripts/timed.sh note them.
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const timedShell = fileURLToPath(new URL('timed.sh', import.meta.url));

/** Windows has no such shell: there only wall time is known. */
export const canTime = process.platform !== 'win32';

/** Prepares one script of the root for spawn: its command, arguments and environment, all of it timed. */
export function timed(script, command) {
  if (!canTime) return { command, args: [], env: process.env, records: undefined };
  const records = mkdtempSync(join(tmpdir(), 'driftkit-cpu-'));
  const env = {
    ...process.env,
    DRIFTKIT_CPU: records,
    npm_config_script_shell: timedShell,
    npm_package_name: ROOT,
    npm_lifecycle_event: script,
  };
  return { command: timedShell, args: ['-c', command], env, records };
}

const ROOT = 'workspace';

/** Processor seconds of a script that ended: all of it, and by package. Tests of one process share it by their duration. */
export function cpuOf(script, records) {
  const files = records ? readdirSync(records) : [];
  const rows = files.filter((name) => name.endsWith('.times')).map((name) => readTimes(join(records, name)));
  const all = rows.find(({ name, event }) => name === ROOT && event === script)?.seconds ?? 0;
  const byPackage = {};
  const add = (name, seconds) => (byPackage[name] = (byPackage[name] ?? 0) + seconds);
  for (const { name, seconds } of rows.filter(({ name }) => name.startsWith('@driftkit/'))) {
    add(name.replace('@driftkit/', ''), seconds);
  }
  const rest = Math.max(0, all - Object.values(byPackage).reduce((sum, seconds) => sum + seconds, 0));
  const durations = readDurations(records, files);
  const total = Object.values(durations).reduce((sum, duration) => sum + duration, 0);
  if (total === 0) add(ROOT, rest);
  else for (const [name, duration] of Object.entries(durations)) add(name, (rest * duration) / total);
  return { all, byPackage };
}

/** `times` says in its second line what the children took: "1m2.34s 0m0.56s". */
function readTimes(file) {
  const [title, , children = ''] = readFileSync(file, 'utf8').split('\n');
  const [name, event] = title.split(' ');
  const seconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest),
    0,
  );
  return { name, event, seconds };
}

function readDurations(records, files) {
  const sum = {};
  for (const name of files.filter((name) => name.endsWith('.durations'))) {
    for (const [key, value] of Object.entries(JSON.parse(readFileSync(join(records, name), 'utf8'))))
      sum[key] = (sum[key] ?? 0) + value;
  }
  return sum;
}
