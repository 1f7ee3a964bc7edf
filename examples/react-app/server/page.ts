import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PageConfig } from '../shared/page-config';

const PLACEHOLDER = '<meta name="harbor-config" content="" />';

/**
 * The one HTML page, with the configuration in a <meta> tag: the browser has it before its first script runs, without
 * a request and without an inline script that the content-security policy would have to allow.
 */
export function renderPage(clientDirectory: string, config: PageConfig): string {
  const template = readFileSync(join(clientDirectory, 'index.html'), 'utf8');
  if (!template.includes(PLACEHOLDER)) throw new Error(`index.html has lost its ${PLACEHOLDER}.`);
  return template.replace(
    PLACEHOLDER,
    () => `<meta name="harbor-config" content="${escapeAttribute(config)}" />`,
  );
}

function escapeAttribute(config: PageConfig): string {
  return JSON.stringify(config).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
