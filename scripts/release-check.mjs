// Says what a release still lacks. `--address https://github.com/OWNER/NAME` writes the repository's address into every
// package; `--publish` fails while anything is missing, and stands before the real thing in .github/workflows/release.yml.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';

const root = fileURLToPath(new URL('..', import.meta.url));
const FIELDS = ['version', 'description', 'keywords', 'license', 'engines', 'exports', 'types', 'files'];
const ADDRESSES = ['repository', 'homepage', 'bugs'];
const DOCUMENTS = ['README.md', 'LICENSE', 'CHANGELOG.md'];

/** @typedef {{ name: string, path: string, manifest: Record<string, any> }} Found */

/** Every package that is published, with where it is. @returns {Found[]} */
export const packages = () =>
  readdirSync(join(root, 'packages'))
    .map((name) => ({ name, path: join(root, 'packages', name, 'package.json') }))
    .filter(({ path }) => existsSync(path))
    .map((found) => ({ ...found, manifest: JSON.parse(readFileSync(found.path, 'utf8')) }))
    .filter(({ manifest }) => !manifest.private);

/** What is missing in one package, each as a sentence. @param {Found} found */
export function missingIn({ name, path, manifest }) {
  const fields = FIELDS.filter((field) => manifest[field] === undefined || manifest[field].length === 0);
  const documents = DOCUMENTS.filter((file) => !existsSync(join(path, '..', file)));
  const addresses = ADDRESSES.filter((field) => !manifest[field]);
  const directory = manifest.repository?.directory;
  return [
    ...[...fields, ...documents, ...addresses].map((what) => `${manifest.name} has no ${what}.`),
    ...(manifest.sideEffects === undefined ? [`${manifest.name} does not say its sideEffects.`] : []),
    ...(manifest.repository && directory !== `packages/${name}`
      ? [`${manifest.name}: repository.directory is ${JSON.stringify(directory)}, not packages/${name}.`]
      : []),
  ];
}

/** The addresses of one package, in a repository that shows folders as GitHub does. */
export const addressesOf = (address, name) => ({
  homepage: `${address}/tree/main/packages/${name}#readme`,
  bugs: `${address}/issues`,
  repository: { type: 'git', url: `git+${address}.git`, directory: `packages/${name}` },
});

function write(address) {
  const { protocol, host, pathname } = new URL(address);
  const clean = `${protocol}//${host}${pathname.replace(/(\.git)?\/?$/, '')}`;
  if (protocol !== 'https:' || pathname.split('/').length < 3)
    throw new TypeError(`--address is ${address}; it must be like https://github.com/OWNER/NAME`);
  for (const { name, path, manifest } of packages()) {
    writeFileSync(path, `${JSON.stringify({ ...manifest, ...addressesOf(clean, name) }, null, 2)}\n`);
    console.log(`${manifest.name}: ${clean}`);
  }
}

function check(isPublishing) {
  const missing = packages().flatMap(missingIn);
  if (missing.length === 0) return console.log('\nNothing is missing for a release.');
  console.log(`\nNot ready for a release:\n${missing.map((line) => `  ${line}`).join('\n')}`);
  if (missing.some((line) => /repository|homepage|bugs/.test(line)))
    console.log(
      '\nOnce the project has a public address: npm run release:address -- https://github.com/OWNER/NAME',
    );
  if (isPublishing) process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [option, address] = process.argv.slice(2);
  if (option === '--address') write(address ?? '');
  else check(option === '--publish');
}
