// The documents of the packages, as pages. A link to another document becomes a link to its page; other files of the
// repository are named and not linked.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PACKAGE_PAGES } from './pages.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pageOf = new Map(PACKAGE_PAGES.map(({ from, to }) => [from, to]));
const LINK = /(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)/g;

export function copyPackagePages(docs) {
  for (const { from, to } of PACKAGE_PAGES) {
    const text = outsideOfCode(readFileSync(`${root}${from}`, 'utf8'), (prose) =>
      prose.replace(LINK, (whole, bang, label, target) => link(docs, from, { whole, bang, label, target })),
    );
    mkdirSync(dirname(`${docs}${to}`), { recursive: true });
    writeFileSync(`${docs}${to}`, `---\neditLink: false\n---\n${text}`);
  }
}

function link(docs, from, { whole, bang, label, target }) {
  if (/^(https?:|mailto:|#)/.test(target)) return whole;
  const [path, anchor] = target.split('#');
  const file = posix.normalize(posix.join(posix.dirname(from), path));
  if (bang) return `![${label}](/${publicCopy(docs, file)})`;
  const page = pageOf.get(file) ?? pageOf.get(posix.join(file, 'README.md'));
  if (!page) return `${label} (\`${file}\`)`;
  return `[${label}](/${page}${anchor ? `#${anchor}` : ''})`;
}

function publicCopy(docs, file) {
  const copy = `pictures/${basename(file)}`;
  mkdirSync(`${docs}public/pictures`, { recursive: true });
  copyFileSync(`${root}${file}`, `${docs}public/${copy}`);
  return copy;
}

/** Markdown in which `change` has been done to all that is not code; `{{` would be a template to the site. */
function outsideOfCode(text, change) {
  const parts = text.split(/(^```[\s\S]*?^```$|`[^`\n]+`)/m);
  return parts.map((part, index) => (index % 2 === 0 ? change(part) : part)).join('');
}
