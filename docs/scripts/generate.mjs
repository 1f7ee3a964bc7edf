// Writes the pages that are made from the packages: their own documents, the tables of error codes, the API reference.
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeErrorPages } from './error-pages.mjs';
import { writeNumbersPage } from './numbers-page.mjs';
import { copyPackagePages } from './package-pages.mjs';
import { writeReference } from './reference.mjs';

const docs = fileURLToPath(new URL('..', import.meta.url));

for (const folder of ['errors', 'packages', 'reference'])
  rmSync(`${docs}${folder}`, { recursive: true, force: true });
copyPackagePages(docs);
writeNumbersPage(docs);
await writeErrorPages(docs);
await writeReference(docs);
