import { defineConfig } from 'vitepress';
import { ERROR_TABLES, PACKAGE_PAGES } from '../scripts/pages.mjs';

const page = (text: string, link: string): { text: string; link: string } => ({ text, link });
const ofPackages = (...names: string[]): { text: string; link: string }[] =>
  names.map((name) => {
    const found = PACKAGE_PAGES.find(({ to }) => to === `packages/${name}.md`);
    if (!found) throw new Error(`No page of a package is called "${name}"`);
    return page(found.title, `/packages/${name}`);
  });

export default defineConfig({
  title: 'driftkit',
  description:
    "Drift's live chat for developers: widget, identity, REST, webhooks, sync, export, and a local Drift.",
  cleanUrls: true,
  srcExclude: ['README.md'],
  vite: { server: { open: process.env['CI'] === undefined } },
  head: [['link', { rel: 'icon', href: '/favicon.svg' }]],
  // Code between backticks is no template: `style={{ … }}` stands there as it is.
  markdown: {
    config: (md) => {
      const render = md.renderer.rules.code_inline;
      md.renderer.rules.code_inline = (tokens, index, ...rest) => {
        tokens[index]?.attrSet('v-pre', '');
        return render?.(tokens, index, ...rest) ?? '';
      };
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      page('Start', '/guide/start'),
      page('Errors', '/errors/widget'),
      page('Reference', '/reference/widget/'),
    ],
    sidebar: [
      {
        text: 'Guide',
        items: [
          page('Start in five minutes', '/guide/start'),
          page('Who is chatting', '/guide/identity'),
          page('Signed identities', '/guide/signed-identities'),
          page('Consent and CSP', '/guide/consent-and-csp'),
          page('Testing your app', '/guide/testing'),
          page('Take your data out', '/packages/export'),
          page('What driftkit does not do', '/guide/limits'),
        ],
      },
      {
        text: 'In the browser',
        items: [
          page('React', '/frameworks/react'),
          page('Vue', '/frameworks/vue'),
          page('Svelte', '/frameworks/svelte'),
          page('Plain HTML', '/frameworks/plain-html'),
          page('Login libraries', '/frameworks/login-libraries'),
          ...ofPackages('widget', 'widget-testing'),
        ],
      },
      {
        text: 'On the server',
        items: ofPackages(
          'identity-server',
          'identity-frameworks',
          'identity-runbook',
          'identity-threats',
          'api',
          'webhooks',
          'oauth',
          'sync',
        ),
      },
      {
        text: 'On your machine',
        items: [
          ...ofPackages(
            'sandbox',
            'sandbox-console',
            'sandbox-faults',
            'sandbox-endpoints',
            'sandbox-fidelity',
          ),
          ...ofPackages('harbor', 'contributing'),
          page('Numbers', '/packages/numbers'),
        ],
      },
      {
        text: 'Coming from',
        items: [
          page('the pasted snippet', '/migrate/snippet'),
          page('react-driftjs', '/migrate/react-driftjs'),
          page('vue-drift', '/migrate/vue-drift'),
          page('react-live-chat-loader', '/migrate/react-live-chat-loader'),
          page('driftapi-npm', '/migrate/driftapi-npm'),
        ],
      },
      {
        text: 'Errors',
        items: ERROR_TABLES.map(({ error, to }) => page(error, `/${to.replace('.md', '')}`)),
      },
      {
        text: 'API reference',
        collapsed: true,
        items: ['widget', 'identity-server', 'api', 'sync', 'sandbox'].map((name) =>
          page(`@driftkit/${name}`, `/reference/${name}/`),
        ),
      },
    ],
  },
});
