import type { PageConfig } from '../shared/page-config';

/** What the server wrote into this page's <meta> tag. */
export const pageConfig: PageConfig = readPageConfig();

function readPageConfig(): PageConfig {
  const content = document.querySelector<HTMLMetaElement>('meta[name="harbor-config"]')?.content;
  if (!content) throw new Error('This page was not served by the example’s own server (server/main.ts).');
  return JSON.parse(content) as PageConfig;
}
