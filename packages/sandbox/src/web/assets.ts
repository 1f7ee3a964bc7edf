import { readFile } from 'node:fs/promises';

/** The built files of the browser half. */
export interface Assets {
  read(name: string): Promise<string>;
}

// From `dist/` and from `src/http/` alike these are the folders the build writes to.
const FOLDERS = ['./embed/', './console/', '../../dist/embed/', '../../dist/console/'].map(
  (path) => new URL(path, import.meta.url),
);

/** Reads each file once. A missing one means that the package was not built. */
export function createAssets(): Assets {
  const files = new Map<string, Promise<string>>();
  return {
    read(name) {
      const file = files.get(name) ?? readBuilt(name);
      files.set(name, file);
      return file;
    },
  };
}

async function readBuilt(name: string): Promise<string> {
  for (const folder of FOLDERS) {
    const text = await readFile(new URL(name, folder), 'utf8').catch(() => undefined);
    if (text !== undefined) return text;
  }
  throw new Error(
    `The browser half of the sandbox (${name}) is not built: run \`pnpm build\` in its package.`,
  );
}
