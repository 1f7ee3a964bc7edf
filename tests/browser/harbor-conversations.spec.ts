import type { Page } from '@playwright/test';
import type { PlaybookStep } from '@driftkit/sandbox';
import { AMARA, chat, closeChat, JANE, logInAs, sendChatMessage, switchTo } from './app';
import { expect, test } from './fixtures';

// What the chat says has happened is stored by the app's own server, with the person of its session. The server is asked.

const list = (page: Page) => page.getByRole('list', { name: 'Your conversations' });

test('a conversation and the meeting booked in it are stored with the person, and there after a reload', async ({
  page,
  app,
  sandbox,
}) => {
  const steps: PlaybookStep[] = [{ say: 'When shall we call?', ask: 'meeting' }, { say: 'Until then!' }];
  sandbox.playbooks.set([{ interactionId: 42, name: 'Books', steps }]);
  await logInAs(page, JANE);
  await sandbox.ledger.waitFor({ type: 'identify', outcome: 'associated' });
  await page.evaluate('drift.api.startInteraction({ interactionId: 42 })');
  await chat(page).locator('.slot').first().click();
  await chat(page)
    .getByRole('button', { name: /^Book / })
    .click();
  await expect(chat(page).getByText('Until then!')).toBeVisible();
  await expect(list(page)).toContainText('30 minutes with Avery');

  const id = sandbox.conversations.list().at(-1)?.id;
  const timeZone = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const meeting = { with: 'Avery', minutes: 30, timeZone };
  expect(app.conversations.of(JANE.id)).toMatchObject([{ id: String(id), meeting }]);
  await page.reload();
  await expect(list(page).getByRole('listitem')).toHaveText(
    /You started a conversation.*30 minutes with Avery/,
  );
});

test(
  'what Drift tells of and nobody can read is left out, and the page stands',
  { tag: '@long' },
  async ({ page, sandbox }) => {
    await page.goto('/help');
    await sandbox.ledger.waitFor({ type: 'ready' });
    const tell = (conversationId: unknown, name: unknown, timeZone: unknown): void => {
      const meeting = { time: Date.UTC(2026, 11, 1, 9, 30), duration: 30, timeZone };
      sandbox.emit('scheduling:meetingBooked', { conversationId, teamMember: { name }, meeting });
    };
    sandbox.emit('startConversation', {});
    tell('<img src=x>', 'Nobody', 'UTC');
    tell(4, 'x'.repeat(90), 'Irish time');
    tell(5, undefined, 'UTC');
    await expect(list(page).getByRole('listitem')).toHaveText([
      /^You started a conversation[^x]*Continue$/,
      /30 minutes with x{90}.*1 December at 09:30 UTC/,
    ]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
  },
);

test('“Continue” opens that very conversation', { tag: '@long' }, async ({ page, app, sandbox }) => {
  app.conversations.note(JANE.id, 4711);
  await logInAs(page, JANE);
  await sandbox.ledger.waitFor({ type: 'identify', outcome: 'associated' });
  await list(page).getByRole('button', { name: 'Continue' }).click();
  const call = await sandbox.ledger.waitFor({ type: 'call', method: 'goToConversation' });
  expect(call).toMatchObject({ args: [4711], externalId: JANE.id });
});

test(
  '“Continue” says so where it needs consent, and leads to the other ways where there is no chat',
  { tag: '@long' },
  async ({ page, app, sandbox }) => {
    app.conversations.note(JANE.id, 4711);
    await logInAs(page, JANE);
    await sandbox.ledger.waitFor({ type: 'identify', outcome: 'associated' });
    await page.getByRole('button', { name: 'Chat and cookies' }).click();
    await page.getByRole('button', { name: 'Turn chat off' }).click();
    await page.route(`${sandbox.scriptUrl}/**`, (route) => route.abort());
    await list(page).getByRole('button', { name: 'Turn chat on to continue' }).click();
    await expect(page.getByRole('heading', { name: 'How can we help?' })).toBeVisible({ timeout: 15_000 });
    await expect(page.getByText('Chat is unavailable right now.')).toBeVisible();
  },
);

test('nobody sees or gets what is another’s: neither the next person nor the visitor after', async ({
  page,
  app,
  sandbox,
}) => {
  await logInAs(page, JANE);
  await sandbox.ledger.waitFor({ type: 'identify', outcome: 'associated' });
  await sendChatMessage(page, 'My IBAN ends in 4471');
  await expect(list(page).getByRole('listitem')).toHaveCount(1);
  await closeChat(page);

  await switchTo(page, JANE, AMARA);
  await expect(page.getByRole('heading', { name: AMARA.company })).toBeVisible();
  await expect(page.getByText('None yet.')).toBeVisible();
  await sandbox.ledger.waitFor({ type: 'identify', userId: AMARA.id, outcome: 'associated' });
  expect([app.conversations.of(JANE.id).length, app.conversations.of(AMARA.id)]).toEqual([1, []]);
});

test(
  'what the server says late of somebody who has left does not take the place of what is the next one’s',
  { tag: '@long' },
  async ({ page, app, sandbox }) => {
    app.conversations.note(AMARA.id, 77);
    await logInAs(page, JANE);
    await sandbox.ledger.waitFor({ type: 'identify', outcome: 'associated' });
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/api/conversations/9', async (route) => {
      const response = await route.fetch();
      await held;
      await route.fulfill({ response });
    });
    const kept = page.waitForResponse('**/api/conversations/9');
    sandbox.emit('startConversation', { conversationId: 9, inboxId: 1 });
    await expect.poll(() => app.conversations.of(JANE.id)).toHaveLength(1);
    await switchTo(page, JANE, AMARA);
    await expect(list(page).getByRole('listitem')).toHaveCount(1);
    release();
    await (await kept).finished();
    await page.evaluate(() => new Promise(requestAnimationFrame));
    await expect(list(page).getByRole('listitem')).toHaveCount(1);
  },
);

test('an event that is told late, of somebody who has left, is stored with nobody', async ({
  page,
  app,
  sandbox,
}) => {
  await logInAs(page, JANE);
  await sandbox.ledger.waitFor({ type: 'identify', outcome: 'associated' });
  // The server has let Jane go and knows Amara, as after a switch in another tab; this page has not heard of it.
  await page.evaluate(async () => {
    const login = { email: 'amara@okafor-studio.example', password: 'harbor-demo' };
    const headers = { 'content-type': 'application/json' };
    await fetch('/api/login', { method: 'POST', headers, body: JSON.stringify(login) });
  });
  const refused = page.waitForResponse((response) => response.url().endsWith('/api/conversations/12'));
  sandbox.emit('startConversation', { conversationId: 12, inboxId: 1 });
  expect((await refused).status()).toBe(409);
  await expect(page.getByRole('heading', { name: AMARA.company })).toBeVisible();
  expect([app.conversations.of(JANE.id), app.conversations.of(AMARA.id)]).toEqual([[], []]);
});
