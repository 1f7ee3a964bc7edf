// Which document of a package becomes which page. `title` is what the sidebar says.

/** The widget's README leads to these. */
const OF_THE_WIDGET = {
  promises: 'What a call promises',
  state: 'State',
  options: 'Options',
  frameworks: 'React, Vue, Svelte',
  'when-to-load': 'When to load',
  'content-security-policy': 'Content-Security-Policy',
  'other-code': 'Other code on the page',
  'coming-from-the-snippet': 'The snippet, call by call',
  errors: 'Errors and their cures',
};

export const PACKAGE_PAGES = [
  {
    from: 'packages/identity-server/README.md',
    to: 'packages/identity-server.md',
    title: 'Identity endpoint',
  },
  {
    from: 'packages/identity-server/FRAMEWORKS.md',
    to: 'packages/identity-frameworks.md',
    title: 'In your framework',
  },
  {
    from: 'packages/identity-server/RUNBOOK.md',
    to: 'packages/identity-runbook.md',
    title: 'Runbook: going live, rotation',
  },
  {
    from: 'packages/identity-server/THREAT-MODEL.md',
    to: 'packages/identity-threats.md',
    title: 'Threat model',
  },
  { from: 'packages/api/README.md', to: 'packages/api.md', title: 'REST client' },
  { from: 'packages/api/OAUTH.md', to: 'packages/oauth.md', title: 'OAuth' },
  { from: 'packages/api/WEBHOOKS.md', to: 'packages/webhooks.md', title: 'Webhooks' },
  { from: 'packages/sync/README.md', to: 'packages/sync.md', title: 'CRM sync' },
  { from: 'packages/sync/SYNC.md', to: 'packages/sync-in-full.md', title: 'CRM sync, in full' },
  { from: 'packages/sync/EXPORT.md', to: 'packages/export.md', title: 'Take your data out' },
  { from: 'packages/sandbox/README.md', to: 'packages/sandbox.md', title: 'The sandbox' },
  { from: 'packages/sandbox/docs/console.md', to: 'packages/sandbox-console.md', title: 'Its console' },
  { from: 'packages/sandbox/docs/faults.md', to: 'packages/sandbox-faults.md', title: 'Faults' },
  { from: 'packages/sandbox/docs/endpoints.md', to: 'packages/sandbox-endpoints.md', title: 'Its endpoints' },
  { from: 'packages/sandbox/docs/fidelity.md', to: 'packages/sandbox-fidelity.md', title: 'Fidelity' },
  { from: 'packages/widget/README.md', to: 'packages/widget.md', title: 'The widget, whole' },
  ...Object.entries(OF_THE_WIDGET).map(([name, title]) => ({
    from: `packages/widget/docs/${name}.md`,
    to: `packages/widget-${name}.md`,
    title,
  })),
  { from: 'examples/recipes/README.md', to: 'packages/recipes.md', title: 'Recipes' },
  {
    from: 'packages/widget/src/testing/README.md',
    to: 'packages/widget-testing.md',
    title: 'A fake Drift for unit tests',
  },
  { from: 'examples/react-app/README.md', to: 'packages/harbor.md', title: 'The example: Harbor' },
  { from: 'CONTRIBUTING.md', to: 'packages/contributing.md', title: 'Contributing' },
];

/** Each closed table of error codes, with the file that has it. */
export const ERROR_TABLES = [
  {
    of: '@driftkit/widget',
    error: 'DriftError',
    to: 'errors/widget.md',
    sentences: 'packages/widget/src/messages.ts',
  },
  {
    of: '@driftkit/identity-server',
    error: 'IdentityError',
    to: 'errors/identity-server.md',
    unions: ['TokenErrorCode', 'HandlerErrorCode'],
    in: 'packages/identity-server/src/errors.ts',
  },
  {
    of: '@driftkit/api',
    error: 'DriftApiError',
    to: 'errors/api.md',
    unions: ['DriftApiErrorCode'],
    in: 'packages/api/src/errors.ts',
  },
  {
    of: '@driftkit/api, webhooks',
    error: 'WebhookError',
    to: 'errors/webhooks.md',
    unions: ['WebhookErrorCode'],
    in: 'packages/api/src/webhooks/errors.ts',
  },
  {
    of: '@driftkit/sync, archive',
    error: 'ArchiveError',
    to: 'errors/archive.md',
    unions: ['ArchiveErrorCode'],
    in: 'packages/sync/src/archive/archive-error.ts',
  },
  {
    of: '@driftkit/sync',
    error: 'SyncError',
    to: 'errors/sync.md',
    unions: ['SyncErrorCode'],
    in: 'packages/sync/src/sync/sync-error.ts',
  },
];
