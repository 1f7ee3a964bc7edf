// The arrows of the design, as lint rules: who may import whom. Anything not listed for a file is forbidden to it.

/** Files of the widget, from the leaves to the skin; each may import what its list names. */
const WIDGET = {
  vendor: [],
  events: ['vendor'],
  messages: ['vendor'],
  errors: ['messages'],
  report: ['errors', 'messages', 'vendor'],
  attributes: ['vendor', 'events', 'errors', 'messages'],
  association: ['vendor', 'errors', 'messages'],
  snippet: ['vendor', 'events', 'errors', 'messages'],
};

void WIDGET;

const forbid = (files, message, ...group) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
});

export const arrows = [
  forbid(
    ['packages/sandbox/**'],
    'The judge never imports the judged: the sandbox knows neither the widget nor identity-server.',
    '@driftkit/*',
    '**/widget/**',
    '**/identity-server/**',
  ),
];
