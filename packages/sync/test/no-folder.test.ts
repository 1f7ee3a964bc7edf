/** A folder that can never be made. Each case is a process of its own: one that does not end is ended, and fails. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { makeFolder } from '../src/make-folder';
import { bundleForTest } from './bundle-for-test';

/** mkdir answers "no such file or directory" there, whatever is there. */
const NOWHERE = '/proc/driftkit/archive';

const cases = [
  {
    what: 'an archive',
    entry: '../src/archive/archive.ts',
    call: `openArchive('${NOWHERE}')`,
    said: `${NOWHERE} cannot hold an archive (ENOENT). Choose another folder with --out.`,
  },
  {
    what: 'a store',
    entry: '../src/store/sqlite.ts',
    call: `openSqlite('${NOWHERE}/sync.db')`,
    said: `store: the folder of ${NOWHERE}/sync.db cannot be made (ENOENT). Choose another place.`,
  },
];

it.runIf(existsSync('/proc/self')).each(cases)('$what says so, and throws', async ({ entry, call, said }) => {
  const module = pathToFileURL(await bundleForTest(new URL(entry, import.meta.url)));
  const script = `import * as ours from ${JSON.stringify(module)}; ours.${call};`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  expect(stderr).toContain(said);
  expect(status).toBe(1);
});

it('makes all folders that are missing, for their owner alone where that is asked', () => {
  const root = mkdtempSync(join(tmpdir(), 'driftkit-folder-'));
  const deep = join(root, 'a', 'b', 'c');
  makeFolder(deep, 0o700);
  makeFolder(deep, 0o700);
  expect(statSync(deep).isDirectory()).toBe(true);
  if (process.platform !== 'win32') expect(statSync(join(root, 'a')).mode & 0o777).toBe(0o700);
  rmSync(root, { recursive: true });
});
