/** The code blocks of a README: compiled as a strict user compiles them, and bundled so that they can be run. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Block {
  language: string;
  code: string;
}

export function readBlocks(readme: string): Block[] {
  const found = readFileSync(readme, 'utf8').matchAll(/^```(\w*)\n([\s\S]*?)^```/gm);
  return [...found].map(([, language = '', code = '']) => ({ language, code }));
}

/** The blocks as files of a project inside `home`, a package; `before` gives what the reader's own app has already, for each block. */
export function createReadmeProject(home: string, blocks: Block[], before: (code: string) => string) {
  const folder = `${home}/node_modules/.cache/readme-${process.pid}-${blocks.length}`;
  const files = blocks.map(({ language }, index) => `${folder}/block-${index}.${language}`);
  mkdirSync(folder, { recursive: true });
  blocks.forEach(({ code }, index) =>
    writeFileSync(files[index] ?? '', `${before(code)}\n${code}\nexport {};\n`),
  );
  const compilerOptions = {
    noEmit: true,
    declaration: false,
    isolatedDeclarations: false,
    jsx: 'react-jsx',
    noUnusedLocals: false,
  };
  writeFileSync(
    `${folder}/tsconfig.json`,
    JSON.stringify({ extends: `${root}tsconfig.base.json`, compilerOptions, include: ['*'] }),
  );
  return {
    /** What the compiler has to say; empty when all is well. */
    compile: (): string =>
      spawnSync(process.execPath, [`${root}node_modules/typescript-7/bin/tsc`, '-p', folder], {
        encoding: 'utf8',
      }).stdout,
    /** Runs a block with node; gives what it printed, and what went wrong. */
    async run(index: number): Promise<string> {
      const outfile = `${folder}/out-${index}.mjs`;
      const options = { bundle: true, platform: 'node', format: 'esm', jsx: 'automatic' } as const;
      await build({
        entryPoints: [files[index] ?? ''],
        conditions: ['@driftkit/source'],
        outfile,
        ...options,
      });
      const { stdout, stderr } = spawnSync(process.execPath, [outfile], { encoding: 'utf8' });
      return stdout + stderr;
    },
    dispose: (): void => rmSync(folder, { recursive: true, force: true }),
  };
}
