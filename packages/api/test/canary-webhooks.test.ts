import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, expect, it, vi } from 'vitest';
import { createWebhookHandler, parseWebhook } from '../src/index';
import type { WebhookHandler, WebhookHandlerOptions } from '../src/index';
import { toNodeHandler } from '../src/node';

const CANARY = 'canary-EM00VfyJofNgMqeWMpUWDeW4';

afterEach(() => vi.restoreAllMocks());

const event = `{"type":"new_message","token":"${CANARY}","orgId":1,"data":{"id":1,"conversationId":2}}`;
const BODIES = [
  event,
  event,
  event.replace('"orgId":1', '"orgId":2'),
  event.replace('new_message', 'app_disconnected'),
  event.slice(0, -5),
  event.slice(0, 40),
  event.replace('{', `{"token":"${CANARY}",`),
  event.replace('"type"', `"${CANARY}":{"a":1,"a":2},"type"`),
  event.replace('"new_message"', '5'),
  `"${CANARY}"`,
  `[${JSON.stringify(CANARY)}`,
  `${CANARY}`,
  event.replace('"id":1', `"id":1,"x":"${'x'.repeat(3000)}"`),
  event.replace('"id":1', `"id":1,"x":${'['.repeat(70)}${']'.repeat(70)}`),
];
const HEADERS: Record<string, string>[] = [
  { 'x-verification-token': CANARY },
  {},
  { 'x-verification-token': `${CANARY}x` },
];

const fail = (): never => {
  throw new Error('mine');
};
const OPTIONS: Partial<WebhookHandlerOptions>[] = [
  {},
  { onEvent: fail },
  { verify: fail },
  { verify: () => false },
  { orgIds: [1] },
  { orgIds: fail },
  { seen: { begin: fail, done: fail, failed: fail } },
  { seen: { begin: () => 'new', done: fail, failed: fail } },
  { seen: { begin: () => 'in_progress', done: fail, failed: fail } },
  { verificationToken: fail },
  { onError: fail },
];

/** Everything that somebody could print. */
const show = (value: unknown): string =>
  `${inspect(value, { depth: null, getters: true })} ${JSON.stringify(value)}`;

/** Sends each body with each header, and gives all that a person, a store or a log could see of it. */
async function everythingSeen(
  options: Partial<WebhookHandlerOptions>,
  over: typeof viaFetch,
): Promise<string> {
  const seen: unknown[] = [];
  const watch =
    <Args extends unknown[], T>(hook: ((...args: Args) => T) | undefined) =>
    (...args: Args): T | undefined => {
      seen.push(args);
      return hook?.(...args);
    };
  const handler = createWebhookHandler({
    verificationToken: ['another-token', CANARY],
    maxBodySize: 2000,
    ...options,
    onEvent: watch(options.onEvent),
    ...(!('verify' in options) && { onError: watch(options.onError) }),
    ...(options.seen && {
      seen: {
        begin: watch(options.seen.begin) as () => 'new',
        done: watch(options.seen.done),
        failed: watch(options.seen.failed),
      },
    }),
  });
  seen.push(handler, inspect(handler, { showHidden: true }));
  await over(handler, (answer) => seen.push(JSON.stringify(answer)));
  return seen.map((each) => (typeof each === 'string' ? each : show(each))).join('\n');
}

async function viaFetch(handler: WebhookHandler, onAnswer: (answer: unknown) => void): Promise<void> {
  for (const body of BODIES) {
    for (const headers of HEADERS) {
      const response = await handler(new Request('https://localhost/', { method: 'POST', body, headers }));
      onAnswer([response.status, Object.fromEntries(response.headers), await response.text()]);
    }
  }
}

async function viaNode(handler: WebhookHandler, onAnswer: (answer: unknown) => void): Promise<void> {
  const server = createServer((req, res) => void toNodeHandler(handler)(req, res));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  for (const body of BODIES) {
    for (const headers of HEADERS) {
      const response = await fetch(url, { method: 'POST', body, headers });
      onAnswer([response.status, Object.fromEntries(response.headers), await response.text()]);
    }
  }
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
}

it.each([
  ['Fetch', viaFetch, OPTIONS],
  ['Node', viaNode, [{ onEvent: fail }, { verificationToken: fail }]],
])('the token reaches no hook, store, log or answer, whatever fails, over %s', async (_, over, tried) => {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  for (const options of tried) {
    // What `verify` is given is the request itself, and is said to hold the token.
    const seen = await everythingSeen(options, over);
    expect(seen.length).toBeGreaterThan(1000);
    expect(seen).not.toContain(CANARY);
  }
  expect(printed.mock.calls.map(show).join('\n')).not.toContain(CANARY);
});

it('the token reaches no error of parseWebhook', () => {
  for (const verificationToken of [CANARY, 'another-token', `${CANARY}\n`]) {
    for (const body of [...BODIES, {}, { token: CANARY, id: 2 ** 60 }, null, Buffer.from(event)]) {
      for (const headers of HEADERS) {
        try {
          expect(show(parseWebhook(body, headers, { verificationToken }))).not.toContain(CANARY);
        } catch (error) {
          expect(show(error)).not.toContain(CANARY);
        }
      }
    }
  }
});
