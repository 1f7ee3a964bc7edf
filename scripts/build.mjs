// Builds what is not up to date: the packages side by side, then the examples, which use what was built.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startGroup } from './child-groups.mjs';
import { contents, traces } from './fingerprint.mjs';
import { exitCode, root, throughPnpm } from './pnpm.mjs';
import { seconds } from './seconds.mjs';
import { Stop, fail } from './stop.mjs';

/** What goes into every build; a package that is not built itself is bundled into others as it is. */
const SHARED = ['tsconfig.base.json', 'pnpm-lock.yaml', 'package.json', 'packages/node-handler'].map((name) =>
  join(root, name),
);
const RECORDS = join(root, 'node_modules/.cache/driftkit-build');

/**
 * Builds everything, telling the terminal of each part; throws when one fails, with its output printed.
 * `toRun` is enough for running it: types are neither checked nor written, which is most of a build's time.
 */
export async function build({ toRun = false } = {}) {
  const packages = projectsIn('packages');
  await buildAll(packages, [], toRun);
  const built = packages.map(({ dist }) => dist);
  await buildAll(projectsIn('examples'), built, toRun);
}

function projectsIn(folder) {
  return readdirSync(join(root, folder))
    .map((name) => ({ name, directory: join(root, folder, name), dist: join(root, folder, name, 'dist') }))
    .filter(({ directory }) => isBuilt(join(directory, 'package.json')));
}

const isBuilt = (manifest) =>
  existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).scripts?.build !== undefined;

/** Builds those of the projects that are stale, all at once. `built`: what was built before and goes into them. */
async function buildAll(projects, built, toRun) {
  const stale = projects
    .map((project) => ({ ...project, toRun, inputs: inputsOf(project, built) }))
    .filter((project) => !isUpToDate(project));
  const fresh = projects.filter(({ name }) => !stale.some((project) => project.name === name));
  if (fresh.length > 0) console.log(`  up to date   ${names(fresh)}`);
  if (stale.length === 0) return;

  console.log(`  building     ${names(stale)} ...`);
  const outcomes = await Promise.all(stale.map(buildOne));
  if (outcomes.includes(false)) throw new Stop('The build failed; its output is above.');
}

async function buildOne({ name, directory, dist, inputs, toRun }) {
  const started = performance.now();
  // Chunks have hashes in their names: those of an earlier build would stay, and be published.
  rmSync(dist, { recursive: true, force: true });
  const env = { ...process.env, ...(toRun && { DRIFTKIT_BUILD: 'to-run' }) };
  const child = startGroup('pnpm', ['run', 'build'], {
    cwd: directory,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  const succeeded = (await exitCode(child)) === 0;
  if (succeeded) {
    writeRecord(name, { inputs, toRun, outputs: traces([dist], root) });
    console.log(`  built        ${name}  ${seconds(started)}`);
  } else {
    console.error(
      `\n  FAILED       ${name}  (again: pnpm --filter "./{packages,examples}/${name}" run build)\n`,
    );
    process.stderr.write(Buffer.concat(output));
  }
  return succeeded;
}

function inputsOf({ directory }, built) {
  return contents([directory, ...SHARED], root) + traces(built, root);
}

function isUpToDate({ name, dist, inputs, toRun }) {
  const record = readRecord(name);
  if (record?.inputs !== inputs || record.outputs !== traces([dist], root)) return false;
  return toRun || !record.toRun;
}

const recordOf = (name) => join(RECORDS, `${name}.json`);

function readRecord(name) {
  return existsSync(recordOf(name)) ? JSON.parse(readFileSync(recordOf(name), 'utf8')) : undefined;
}

function writeRecord(name, record) {
  mkdirSync(RECORDS, { recursive: true });
  writeFileSync(recordOf(name), JSON.stringify(record));
}

const names = (projects) => projects.map(({ name }) => name).join(', ');

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await throughPnpm('build');
  await build().catch(fail);
}
