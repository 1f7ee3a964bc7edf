// After a build: every link to a heading of the site finds it. (That every page exists, the build itself checks.)
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../.vitepress/dist', import.meta.url));
const pages = readdirSync(dist, { recursive: true }).filter((name) => name.endsWith('.html'));
const idsOf = new Map(pages.map((page) => [page, new Set(attributes(page, 'id'))]));

const dead = pages.flatMap((page) =>
  attributes(page, 'href')
    .filter((href) => href.includes('#') && !/^[a-z]+:/.test(href))
    .filter((href) => !finds(page, href))
    .map((href) => `${page}: ${href}`),
);
if (dead.length > 0) {
  console.error(`These links lead to no heading:\n${[...new Set(dead)].join('\n')}`);
  process.exitCode = 1;
}

function attributes(page, name) {
  const html = readFileSync(join(dist, page), 'utf8');
  return [...html.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(([, value]) => value);
}

function finds(page, href) {
  const [path, anchor] = href.split('#');
  if (anchor === '') return true;
  const target = path === '' ? page : pageAt(path.startsWith('/') ? path : `/${join(dirname(page), path)}`);
  return target !== undefined && idsOf.get(target).has(decodeURIComponent(anchor).replaceAll('&amp;', '&'));
}

function pageAt(path) {
  const candidates = [`${path}.html`, path, `${path}/index.html`].map((name) =>
    relative('/', join('/', name)),
  );
  return candidates.find((name) => idsOf.has(name) && existsSync(join(dist, name)));
}
