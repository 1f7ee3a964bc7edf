import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { FrameLocator, Page } from '@playwright/test';
import { expect, test as base } from '@playwright/test';
import { createSandbox } from '@driftkit/sandbox';
import type { Sandbox } from '@driftkit/sandbox';
import { snippet } from './snippets';

/** Before the snippet, on the page: everything that `ready` and other events bring is kept for the test to read. */
const RECORD = `
  window.seen = [];
  window.before = window.driftt;
  window.record = function (name) {
    return function () { window.seen.push([name].concat(Array.prototype.slice.call(arguments))); };
  };`;

interface Site {
  sandbox: Sandbox;
  /** Serves a page with the snippet and then this script, and opens it. */
  open(afterSnippet?: string, options?: { copies?: number; csp?: string; host?: string }): Promise<void>;
  chat: FrameLocator;
  launcher: FrameLocator;
}

const test = base.extend<{ site: Site; sandbox: Sandbox }>({
  sandbox: async ({}, use) => {
    await using sandbox = await createSandbox();
    await use(sandbox);
  },
  site: async ({ page, sandbox }, use) => {
    let html = '';
    let headers: Record<string, string> = {};
    const server = createServer((request, response) => {
      const isPage = request.url === '/';
      response
        .writeHead(isPage ? 200 : 404, { 'Content-Type': 'text/html', ...headers })
        .end(isPage ? html : '');
    });
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    const { port } = server.address() as AddressInfo;
    await use({
      sandbox,
      chat: page.frameLocator('#drift-frame-chat iframe'),
      launcher: page.frameLocator('#drift-frame-controller iframe'),
      async open(afterSnippet = '', { copies = 1, csp, host = 'localhost' } = {}) {
        const script = `<script>${snippet(sandbox.url, sandbox.embedId)}</script>`;
        html = `<!doctype html><title>Acme</title><h1>Acme</h1>
          <script>${RECORD}</script>${script.repeat(copies)}<script>${afterSnippet}</script>`;
        headers = csp === undefined ? {} : { 'Content-Security-Policy': csp };
        await page.goto(`http://${host}:${port}/`);
      },
    });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
});

const onReady = `drift.on('ready', record('ready'));`;

function sign(userId: string, secret: string): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = `${part({ typ: 'JWT', alg: 'HS256' })}.${part({ sub: userId })}`;
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}

async function cookie(page: Page, name: string): Promise<string | undefined> {
  return (await page.context().cookies()).find((one) => one.name === name)?.value;
}

test('the snippet comes up and says ready with its api and payload', async ({ page, site }) => {
  await site.open(onReady);
  const entry = await site.sandbox.ledger.waitFor({ type: 'ready' });
  const flags = { sidebarOpen: false, chatOpen: false, widgetVisible: true, isOnline: true };
  const payload = { ...flags, teamAvailability: { 1: { isOnline: true } } };
  await expect.poll(() => page.evaluate('seen[0] && seen[0][2]')).toEqual({ ...payload, data: payload });
  expect(await page.evaluate('seen[0][1] === drift.api && typeof drift.api.openChat')).toBe('function');
  expect(entry.aid).toBe(await cookie(page, 'drift_aid'));
});

test(
  'the loaded Drift can be called, under both names, and has what the snippet left',
  { tag: '@long' },
  async ({ page, site }) => {
    await site.open(`window.left = drift; ${onReady}`);
    await site.sandbox.ledger.waitFor({ type: 'ready' });
    expect(await page.evaluate('drift === driftt && drift !== left && drift.SNIPPET_VERSION')).toBe('0.3.1');
    await page.evaluate(`drift('track', 'Called'); drift('openChat');`);
    await site.sandbox.ledger.waitFor({ type: 'track', event: 'Called' });
    await expect(page.locator('#drift-frame-chat.drift-chat-open')).toBeVisible();
    await page.evaluate(`drift('nonsense')`);
    await site.sandbox.ledger.waitFor({ type: 'call', method: 'nonsense', accepted: false });
  },
);

test(
  'loadedGlobal array: the array of the snippet becomes the live Drift, under both names',
  { tag: '@long' },
  async ({ page, site }) => {
    site.sandbox.configure({ assumptions: { loadedGlobal: 'array' } });
    await site.open(`window.left = drift; window.stub = drift.track; ${onReady}`);
    await site.sandbox.ledger.waitFor({ type: 'ready' });
    expect(await page.evaluate('drift === left && driftt === left && Array.isArray(left)')).toBe(true);
    expect(await page.evaluate('drift.track !== stub && left.length')).toBe(0);
    const flags = ['hasInitialized', 'apiReady', 'chatReady', 'controllerReady', 'allFramesReady', 'invoked'];
    for (const flag of flags) expect(await page.evaluate(`drift.${flag}`), flag).toBe(true);
    expect(await page.evaluate('drift.embedId')).toBe(site.sandbox.embedId);
  },
);

test(
  'the snippet asks for the script under the time rounded up to five minutes',
  { tag: '@long' },
  async ({ site }) => {
    await site.open();
    const script = await site.sandbox.ledger.waitFor({ type: 'script' });
    expect(script).toMatchObject({ embedId: site.sandbox.embedId, timely: true, answer: 'script' });
  },
);

test('an anonymous visit has one id under two names, and keeps it over a reload', async ({ page, site }) => {
  await site.open();
  await site.sandbox.ledger.waitFor({ type: 'ready' });
  const aid = await cookie(page, 'drift_aid');
  expect(aid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(await cookie(page, 'driftt_aid')).toBe(aid);
  expect(await cookie(page, 'drift_eid')).toBeUndefined();
  expect(await cookie(page, 'DFTT_END_USER_PREV_BOOTSTRAPPED')).toBe('true');
  const { lastSeq } = site.sandbox.ledger;
  await page.reload();
  const again = await site.sandbox.ledger.waitFor({ type: 'bootstrap' }, { after: lastSeq });
  expect(again).toMatchObject({ aid, bornAs: 'anonymous' });
});

test('two host elements with their frames stand in the body', { tag: '@long' }, async ({ page, site }) => {
  await site.open();
  await site.sandbox.ledger.waitFor({ type: 'ready' });
  await expect(
    page.locator('body > div#drift-frame-controller.drift-conductor-item > iframe'),
  ).toHaveAttribute('title', 'Drift Widget Icon');
  const chat = page.locator('body > div#drift-frame-chat.drift-conductor-item');
  await expect(chat.locator('> iframe')).toHaveAttribute('title', 'Drift Widget Chat Window');
  await expect(chat).toHaveAttribute('aria-hidden', 'true');
  await site.launcher.getByRole('button', { name: 'Open chat' }).click();
  await expect(chat).toHaveAttribute('aria-hidden', 'false');
  await expect(chat).toHaveClass(/drift-chat-open/);
});

test('what waited in the queue runs once, in call order', { tag: '@long' }, async ({ site }) => {
  await site.open(`drift.track('first'); drift.page('/second'); drift.track('third', { n: 3 });`);
  await site.sandbox.ledger.waitFor({ type: 'track', event: 'third' });
  const did = site.sandbox.ledger.entries((entry) => entry.type === 'track' || entry.type === 'page');
  const names = did.map((entry) =>
    entry.type === 'track' ? entry.event : entry.type === 'page' && entry.cause,
  );
  expect(names).toEqual(['load', 'first', 'call', 'third']);
});

test(
  'a snippet that stands twice on the page loads two scripts and starts once',
  { tag: '@long' },
  async ({ page, site }) => {
    const errors: string[] = [];
    page.on('console', (message) => errors.push(message.text()));
    await site.open(onReady, { copies: 2 });
    await site.sandbox.ledger.waitFor({ type: 'ready' });
    await expect(page.locator('script[src*="/include/"]')).toHaveCount(2);
    await page.waitForLoadState('networkidle');
    expect(errors).toContain('Drift snippet included twice.');
    expect(site.sandbox.ledger.entries({ type: 'bootstrap' })).toHaveLength(1);
    await expect(page.locator('.drift-conductor-item')).toHaveCount(2);
  },
);

test('identify with a token before boot: the visit is born as that contact', async ({ page, site }) => {
  const userJwt = sign('user_1', site.sandbox.secret);
  await site.open(
    `drift.identify('user_1', { email: 'jane@acme.com', plan: 'pro' }, { userJwt: '${userJwt}' });`,
  );
  const ready = await site.sandbox.ledger.waitFor({ type: 'ready' });
  const contact = site.sandbox.contacts.byExternalId('user_1');
  expect(contact).toMatchObject({ attributes: { email: 'jane@acme.com', plan: 'pro' } });
  expect(ready.contactId).toBe(contact?.id);
  expect(site.sandbox.ledger.entries({ type: 'identify' })).toMatchObject([
    { outcome: 'associated', verdict: 'valid', when: 'boot', contactBefore: null },
  ]);
  expect(site.sandbox.ledger.entries({ type: 'bootstrap' })).toMatchObject([
    { bornAs: 'identified', source: 'identify' },
  ]);
  expect(await cookie(page, 'drift_eid')).toBe('user_1');
});

test(
  'identify without a token where one is required: never ready',
  { tag: '@long' },
  async ({ page, site }) => {
    await site.open(`drift.identify('user_1', {}); ${onReady}`);
    const bootstrap = await site.sandbox.ledger.waitFor({ type: 'bootstrap' });
    expect(bootstrap).toMatchObject({ outcome: 'refused', verdict: 'missing', bornAs: 'nobody' });
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate('seen.length')).toBe(0);
    expect(site.sandbox.ledger.entries({ type: 'ready' })).toHaveLength(0);
  },
);

test('a visitor writes, an agent answers, and the history is there after a reload', async ({
  page,
  site,
}) => {
  await site.open(
    `['startConversation', 'message:sent', 'message'].forEach(function (n) { drift.on(n, record(n)); });`,
  );
  await site.launcher.getByRole('button', { name: 'Open chat' }).click();
  await site.chat.getByRole('textbox', { name: 'Message' }).fill('Is anybody there?');
  await site.chat.getByRole('button', { name: 'Send' }).click();
  await expect(site.chat.getByRole('textbox', { name: 'Message' })).toBeFocused();
  const { conversationId } = await site.sandbox.ledger.waitFor({ type: 'message', from: 'visitor' });
  // The answer to the visitor's message and the agent's come by different ways: nothing says which is first.
  await expect.poll(() => page.evaluate('seen.length')).toBe(2);
  site.sandbox.conversations.reply(conversationId, 'Yes: <b>Avery</b>.');
  const log = site.chat.getByRole('log', { name: 'Messages' });
  await expect(log.getByText('Yes: <b>Avery</b>.')).toBeVisible();
  expect(await page.evaluate('seen.map(function (one) { return one[0]; })')).toEqual([
    'startConversation',
    'message:sent',
    'message',
  ]);
  await page.reload();
  await expect(log.getByText('Is anybody there?')).toBeVisible();
  await expect(log.getByText('Yes: <b>Avery</b>.')).toBeVisible();
});

test('reset lets go of the contact and its chat, and comes back as somebody new', async ({ page, site }) => {
  const userJwt = sign('user_1', site.sandbox.secret);
  await site.open(`drift.identify('user_1', {}, { userJwt: '${userJwt}' }); ${onReady}`);
  await site.launcher.getByRole('button', { name: 'Open chat' }).click();
  await site.chat.getByRole('textbox', { name: 'Message' }).fill('My secret');
  await site.chat.getByRole('textbox', { name: 'Message' }).press('Enter');
  await expect(site.chat.getByText('My secret')).toBeVisible();
  const old = await cookie(page, 'drift_aid');

  await page.evaluate('drift.reset()');
  const reset = await site.sandbox.ledger.waitFor({ type: 'reset' });
  const again = await site.sandbox.ledger.waitFor({ type: 'ready' }, { after: reset.seq });
  expect(reset.aid).toBe(old);
  expect(again).toMatchObject({ aid: await cookie(page, 'drift_aid'), externalId: null });
  expect(again.aid).not.toBe(old);
  expect(await cookie(page, 'drift_eid')).toBeUndefined();
  await expect.poll(() => page.evaluate('seen.length')).toBe(2);
  await site.launcher.getByRole('button', { name: 'Open chat' }).click();
  await expect(site.chat.getByText('My secret')).toHaveCount(0);
});

test('the page needs no connect-src: all traffic is inside the frames', async ({ page, site }) => {
  const { url } = site.sandbox;
  await site.open(onReady, {
    csp: `default-src 'none'; script-src 'unsafe-inline' ${url}; frame-src ${url}; style-src 'unsafe-inline'`,
  });
  await expect.poll(() => page.evaluate('seen.length')).toBe(1);
});

test(
  'an id cookie left over, and nobody named: never ready where a token is required',
  { tag: '@long' },
  async ({ page, site }) => {
    await page.context().addCookies([{ name: 'drift_eid', value: 'user_1', domain: 'localhost', path: '/' }]);
    await site.open(onReady);
    const bootstrap = await site.sandbox.ledger.waitFor({ type: 'bootstrap' });
    expect(bootstrap).toMatchObject({ source: 'cookie', claimedId: 'user_1', outcome: 'refused' });
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate('seen.length')).toBe(0);
  },
);

test(
  'an id cookie left over, and nobody named: else the visit is that contact’s',
  { tag: '@long' },
  async ({ page, site }) => {
    site.sandbox.signedIdentities = 'disabled';
    await page.context().addCookies([{ name: 'drift_eid', value: 'user_1', domain: 'localhost', path: '/' }]);
    await site.open(onReady);
    expect(await site.sandbox.ledger.waitFor({ type: 'ready' })).toMatchObject({ externalId: 'user_1' });
  },
);

test('config({ cookieDomain }) lets sibling hosts share the visitor', async ({ page, site }) => {
  await site.open(`drift.config({ cookieDomain: '.acme.localhost' });`, { host: 'www.acme.localhost' });
  const first = await site.sandbox.ledger.waitFor({ type: 'ready' });
  await site.open(`drift.config({ cookieDomain: '.acme.localhost' });`, { host: 'app.acme.localhost' });
  const second = await site.sandbox.ledger.waitFor({ type: 'ready' }, { after: first.seq });
  expect(second.aid).toBe(first.aid);
  const domains = (await page.context().cookies()).map(({ name, domain }) => [name, domain]);
  expect(domains).toContainEqual(['drift_aid', '.acme.localhost']);
});

test(
  'hide before boot: ready comes, and the launcher stays away until show',
  { tag: '@long' },
  async ({ page, site }) => {
    await site.open(`drift.hide(); ${onReady}`);
    await expect.poll(() => page.evaluate('seen[0] && seen[0][2].widgetVisible')).toBe(false);
    const launcher = page.locator('#drift-frame-controller');
    await expect(launcher).toBeHidden();
    await page.evaluate('drift.show()');
    await expect(launcher).toBeVisible();
  },
);

test('unload takes the widget off the page, and load brings it back with the same visitor', async ({
  page,
  site,
}) => {
  await site.open(onReady);
  const first = await site.sandbox.ledger.waitFor({ type: 'ready' });
  await page.evaluate('drift.unload()');
  await expect(page.locator('[id^=drift-frame]')).toHaveCount(0);
  expect(await page.evaluate('drift.hasInitialized')).toBe(false);
  await site.sandbox.ledger.waitFor({ type: 'unload' });
  await page.evaluate(`drift.load('${site.sandbox.embedId}')`);
  const second = await site.sandbox.ledger.waitFor({ type: 'ready' }, { after: first.seq });
  expect(second.aid).toBe(first.aid);
  await expect.poll(() => page.evaluate('seen.length')).toBe(2);
  await expect(page.locator('.drift-conductor-item')).toHaveCount(2);
});

test(
  'a script that does not come leaves the stubs, and never a ready',
  { tag: '@long' },
  async ({ page, site }) => {
    site.sandbox.faults.set({ script: '404' });
    await site.open(`${onReady} drift.track('waits');`);
    await site.sandbox.ledger.waitFor({ type: 'script', answer: '404' });
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate('drift.map(function (entry) { return entry[0]; })')).toEqual(['on', 'track']);
    expect(await page.evaluate('[drift.api, drift.hasInitialized]')).toEqual([undefined, undefined]);
  },
);

test('the chat is used from the keyboard alone, and Escape leads back to the launcher', async ({
  page,
  site,
}) => {
  await site.open();
  await site.sandbox.ledger.waitFor({ type: 'ready' });
  const [launcher, message] = [
    site.launcher.getByRole('button'),
    site.chat.getByRole('textbox', { name: 'Message' }),
  ];
  await launcher.focus();
  await page.keyboard.press('Enter');
  await expect(message).toBeFocused();
  await page.keyboard.type('Hello');
  await page.keyboard.press('Enter');
  await expect(site.chat.getByRole('log').getByText('Hello')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('#drift-frame-chat')).toHaveAttribute('aria-hidden', 'true');
  await expect(launcher).toBeFocused();
});

test(
  'the launcher counts what an agent wrote while the chat was closed',
  { tag: '@long' },
  async ({ page, site }) => {
    await site.open(onReady);
    await expect.poll(() => page.evaluate('seen.length')).toBe(1);
    await page.evaluate(`drift.api.goToNewConversation('Hello')`);
    const { conversationId } = await site.sandbox.ledger.waitFor({ type: 'message' });
    site.sandbox.conversations.reply(conversationId, 'Hi!');
    await site.launcher.getByRole('button', { name: 'Open chat, 1 new message' }).click();
    await expect(site.launcher.getByRole('button', { name: 'Close chat' })).toBeVisible();
    await expect(site.chat.getByText('Hi!')).toBeVisible();
  },
);

test(
  'a second tab of the same browser is the same visitor, and hears the same conversation',
  { tag: '@long' },
  async ({ page, site }) => {
    await site.open(onReady);
    const first = await site.sandbox.ledger.waitFor({ type: 'ready' });
    await page.evaluate(`drift.api.goToNewConversation('From the first tab')`);
    await site.sandbox.ledger.waitFor({ type: 'message' });
    const second = await page.context().newPage();
    await second.goto(page.url());
    const again = await site.sandbox.ledger.waitFor({ type: 'ready' }, { after: first.seq });
    expect(again).toMatchObject({ aid: first.aid, contactId: first.contactId });
    await second.evaluate('drift.api.openChat()');
    const chat = second.frameLocator('#drift-frame-chat iframe');
    await expect(chat.getByText('From the first tab')).toBeVisible();
    await chat.getByRole('textbox', { name: 'Message' }).fill('From the second');
    await chat.getByRole('button', { name: 'Send' }).click();
    await page.evaluate('drift.api.openChat()');
    await expect(site.chat.getByText('From the second')).toBeVisible();
  },
);

test('the example of the README runs as it stands', async ({ page }) => {
  const readme = await readFile(new URL('../../packages/sandbox/README.md', import.meta.url), 'utf8');
  const [, example = ''] = /```js\n([^]+?)```/.exec(readme) ?? [];
  const node = spawn(process.execPath, ['--input-type=module', '--eval', example], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const lines = createInterface(node.stdout)[Symbol.asyncIterator]();
    await lines.next();
    await page.goto('http://localhost:4101');
    await page.frameLocator('#drift-frame-controller iframe').getByRole('button').click();
    const chat = page.frameLocator('#drift-frame-chat iframe');
    await chat.getByRole('textbox', { name: 'Message' }).fill('Hello');
    await chat.getByRole('button', { name: 'Send' }).click();
    expect((await lines.next()).value).toBe('user_1 wrote: Hello');
    await expect(chat.getByText('Hello from the agent')).toBeVisible();
  } finally {
    node.kill();
  }
});
