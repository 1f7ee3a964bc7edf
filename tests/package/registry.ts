import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
export const root: string = fileURLToPath(new URL('../..', import.meta.url));

export interface Manifest {
  name: string;
  version: string;
  private?: boolean;
  exports?: Record<string, unknown>;
  [field: string]: unknown;
}

/** Each package that is published, as its sources have it. */
export const published: readonly { directory: string; manifest: Manifest }[] = readdirSync(
  join(root, 'packages'),
)
  .map((name) => join(root, 'packages', name))
  .map((directory) => ({ directory, manifest: readManifest(join(directory, 'package.json')) }))
  .filter(({ manifest }) => !manifest.private);

function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
}

export interface Tarball {
  manifest: Manifest;
  path: string;
}

/** Packs every package as it would be published. It must be built. */
export async function packAll(folder: string): Promise<Tarball[]> {
  const pnpm = join(root, 'node_modules/pnpm/bin/pnpm.cjs');
  return Promise.all(
    published.map(async ({ directory }) => {
      const args = [pnpm, 'pack', '--json', '--pack-destination', folder];
      const { stdout } = await run(process.execPath, args, { cwd: directory });
      const { filename } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { filename: string };
      const { stdout: packed } = await run('tar', ['-xOf', filename, 'package/package.json']);
      return { manifest: JSON.parse(packed) as Manifest, path: filename };
    }),
  );
}

export interface Registry {
  /** For `@driftkit:registry=` in an `.npmrc`: all else comes from where it always comes. */
  readonly url: string;
  close(): Promise<void>;
}

/** A registry that has our packages, packed, and nothing else: `npm install @driftkit/widget` works as it will once they are published. */
export async function startRegistry(): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), 'driftkit-registry-'));
  const tarballs = await packAll(folder);
  const bytes = tarballs.map(({ path }) => readFileSync(path));
  // Installers remember what an address gave: other tarballs have another address.
  const edition = createHash('sha256').update(Buffer.concat(bytes)).digest('hex').slice(0, 12);
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '').replace(`/${edition}/`, '');
    const index = tarballs.findIndex(({ manifest }) => path === manifest.name || path === fileOf(manifest));
    const found = tarballs[index];
    if (!found) return void response.writeHead(404).end('{}');
    if (path.endsWith('.tgz')) return void createReadStream(found.path).pipe(response);
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(documentOf(found.manifest, url, bytes[index] ?? Buffer.of())));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${edition}/`;
  return {
    url,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const fileOf = ({ name, version }: Manifest): string => `${name}/-/${version}.tgz`;

/** What a registry answers about a package. */
function documentOf(manifest: Manifest, url: string, tarball: Buffer): object {
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  const shasum = createHash('sha1').update(tarball).digest('hex');
  const dist = { tarball: `${url}${fileOf(manifest)}`, integrity, shasum };
  return {
    name: manifest.name,
    'dist-tags': { latest: manifest.version },
    versions: { [manifest.version]: { ...manifest, dist } },
  };
}
