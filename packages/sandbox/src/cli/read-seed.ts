import { readFile } from 'node:fs/promises';
import type { Seed } from '../seed/seed';
import { parseSeed } from '../seed/seed';

/** The seed in this file. Rejects with a sentence that names the file and the path in it. */
export async function readSeed(file: string): Promise<Seed> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new Error(`--seed ${file}: cannot be read (${cause.code}).`, { cause });
  });
  return parseSeed(jsonOf(text, file), `--seed ${file}`);
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`--seed ${file}: is no JSON (${(cause as Error).message}).`, { cause });
  }
}
