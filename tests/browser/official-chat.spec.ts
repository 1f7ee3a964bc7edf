import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onReady, test } from './official-site';

// A visitor and an agent speak, where only the official snippet is on the page.

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
