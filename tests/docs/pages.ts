/** The pages of the documentation that are written by hand: their texts, code blocks and links. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Block } from '../readme/blocks';

export const docs = fileURLToPath(new URL('../../docs', import.meta.url));

const FOLDERS = ['guide', 'frameworks', 'migrate'];
const FENCE = /(?:^[ ]*<!-- before: (.*) -->\n)?^([ ]*)```(\w*)\n([\s\S]*?)^[ ]*```/gm;
/** The reader's own modules are not here: the comment `before:` has what they export. */
const OWN_MODULES = /^ *import .* from '\.\/.*';\n/gm;

export interface Page {
  /** Such as `guide/start.md`. */
  path: string;
  text: string;
}

export function handWrittenPages(): Page[] {
  const inFolder = (folder: string): string[] =>
    readdirSync(`${docs}/${folder}`)
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`);
  return ['index.md', ...FOLDERS.flatMap(inFolder)].map((path) => ({
    path,
    text: readFileSync(`${docs}/${path}`, 'utf8'),
  }));
}

/** What a compiler can read of a page. A comment `before:` in front of a block has what the reader's own app brings. */
export function blocksOf({ path, text }: Page): Block[] {
  return [...text.matchAll(FENCE)]
    .map(([, before = '', indent = '', language = '', code = '']) => ({
      language,
      code: `// ${path}\n${before}\n${code.replace(before && OWN_MODULES, '').replaceAll(new RegExp(`^${indent}`, 'gm'), '')}`,
    }))
    .filter(({ language }) => language === 'ts' || language === 'tsx');
}

/** The targets of a page's links inside the site, without their anchors. */
export function linksOf({ text }: Page): string[] {
  const links = [...text.matchAll(/\]\((\/[^)#\s]*)|link: (\/\S+?)(?:#\S*)?$/gm)];
  return links.map(([, inText, inHead]) => inText ?? inHead ?? '');
}
