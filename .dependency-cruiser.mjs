// Who may import whom, as depcruise checks it in `npm run lint`: the arrows of the packages, then those within the widget.
import { readdirSync } from 'node:fs';

/**
 * The widget's files from the leaves to the top, one layer a line: a file imports only from the lines before its own.
 * Folders with an entry of their own (`react`, `vue`, `svelte`, `triggers`, `testing`) have a rule each.
 */
const WIDGET_ORDER = `
  vendor messages registry
  cookies tabs
  errors events association
  observable snippet state checks
  attributes
  options conditions csp visibility
  api user
  page/record page/gate page/listeners page/script
  page/engine
  page/place page/calls
  page/create page/life page/loader
  surface
  drift
  session/user-jwt session/wanted
  session/fetch-user-jwt session/fold
  session/next session/judge
  session/derive
  session/world
  session/token-flight
  session/actions
  session/loop
  session/login-logout session/tabs-and-browser
  session/session
  index
  adapter global`;

const TEST = '[.](test|test-d)[.]tsx?$|-for-test[.]ts$|^packages/[^/]+/(test|test-support)/';
/** The sandbox's pages are bundled, with all that they import. */
const BUNDLED = '^packages/sandbox/src/(console|embed)/';

const packages = [
  {
    name: 'packages-are-apart',
    comment: 'A package imports no other one: only sync reads api, and servers bundle node-handler.',
    from: { path: '^packages/([^/]+)/', pathNot: '^packages/(sync|api|identity-server)/' },
    to: { path: '^packages/', pathNot: '^packages/$1/' },
  },
  {
    name: 'servers-bundle-node-handler',
    comment: 'api and identity-server import node-handler, and no other package.',
    from: { path: '^packages/(api|identity-server)/' },
    to: { path: '^packages/', pathNot: ['^packages/$1/', '^packages/node-handler/'] },
  },
  {
    name: 'sync-reads-api',
    comment: 'sync imports api and node-handler, and no other package.',
    from: { path: '^packages/sync/' },
    to: { path: '^packages/', pathNot: '^packages/(sync|api|node-handler)/' },
  },
  {
    name: 'nothing-published-needs-the-workspace',
    comment: 'Examples, tests, benches, docs and scripts may import packages, not the other way round.',
    from: { path: '^packages/', pathNot: TEST },
    to: { path: '^(examples|tests|bench|docs|scripts)/' },
  },
  {
    name: 'sources-need-no-tests',
    comment: 'What is published imports nothing that is there for tests.',
    from: { path: '^packages/[^/]+/src/', pathNot: TEST },
    to: { path: TEST },
  },
  {
    name: 'sources-need-what-is-declared',
    comment: 'What is published imports only what its package.json names for its users.',
    from: { path: '^packages/[^/]+/src/', pathNot: [TEST, BUNDLED] },
    to: { path: 'node_modules', dependencyTypesNot: ['npm', 'npm-peer', 'npm-optional'] },
  },
  {
    name: 'runs-anywhere',
    comment: 'Any runtime with fetch runs it: what needs Node stands behind an entry that says so.',
    from: {
      path: '^packages/(widget|api|identity-server)/src/',
      pathNot: `${TEST}|^packages/identity-server/src/(cli[.]ts|command/)|^packages/[^/]+/src/node[.]ts`,
    },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'no-circles',
    comment:
      'No file imports itself by way of others, not even for types: each can be read before its users.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'everything-is-found',
    comment: 'An import that leads nowhere is judged by no rule.',
    from: {},
    // The first two are asked of another package's `require`; lint runs before anything is built.
    to: { couldNotResolve: true, pathNot: ['^(libsql|workerd)$', '(^|/)dist/'] },
  },
];

const widget = 'packages/widget/src';
const isTest = new RegExp(TEST);
const layers = WIDGET_ORDER.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));
const pathOf = (names) => `^${widget}/(${names.join('|')})[.]ts$`;

const withinTheWidget = [
  {
    name: 'widget-alone',
    comment: 'The widget has no dependencies, and its core knows no framework.',
    from: { path: `^${widget}/`, pathNot: [TEST, `^${widget}/(react|vue|svelte)/`] },
    to: { dependencyTypes: ['npm', 'npm-dev', 'npm-peer', 'core'] },
  },
  {
    name: 'a-framework-is-a-user',
    comment:
      'React sees what every user sees, the index of the core, and what all adapters of frameworks share.',
    from: { path: `^${widget}/(react|vue|svelte)/`, pathNot: TEST },
    to: { path: `^${widget}/`, pathNot: [`^${widget}/$1/`, `^${widget}/(index|adapter)[.]ts$`] },
  },
  {
    name: 'triggers-know-only-when',
    comment: 'A trigger knows when, and nothing of how Drift is loaded.',
    from: { path: `^${widget}/triggers/`, pathNot: TEST },
    to: {
      path: `^${widget}/`,
      pathNot: [`^${widget}/triggers/`, pathOf(['errors', 'association', 'cookies', 'tabs'])],
    },
  },
  {
    name: 'the-fake-is-drift',
    comment: 'The fake is written from what Drift is, not from what driftkit makes of it.',
    from: { path: `^${widget}/testing/`, pathNot: TEST },
    to: { path: `^${widget}/`, pathNot: [`^${widget}/testing/`, pathOf(['vendor', 'events'])] },
  },
  ...layers.map((layer, index) => ({
    name: `widget-order-${index + 1}`,
    comment: `${layer.join(', ')}: only what stands on a line before (WIDGET_ORDER in .dependency-cruiser.mjs).`,
    from: { path: pathOf(layer) },
    to: { path: pathOf(layers.slice(index).flat()) },
  })),
];

// A file without a place would be free to import anything.
for (const file of readdirSync(widget, { recursive: true, encoding: 'utf8' })) {
  const name = file.replaceAll('\\', '/').replace(/[.]tsx?$/, '');
  const isOwn = /^(react|vue|svelte|triggers|testing)\//.test(name);
  if (/[.]tsx?$/.test(file) && !isTest.test(file) && !isOwn && !layers.flat().includes(name))
    throw new Error(`${widget}/${file} has no place in WIDGET_ORDER (.dependency-cruiser.mjs): give it one.`);
}

export default {
  forbidden: [...packages, ...withinTheWidget].map((rule) => ({ severity: 'error', ...rule })),
  options: {
    tsPreCompilationDeps: true,
    exclude: { path: '^(packages|examples)/[^/]+/dist/|^docs/[.]vitepress/(dist|cache)/' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@driftkit/source', 'types', 'import', 'default'],
      extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.js'],
    },
  },
};
