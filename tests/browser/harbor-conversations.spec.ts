import type { Page } from '@playwright/test';
import { AMARA, closeChat, JANE, logInAs, sendChatMessage, switchTo } from './app';
import { expect, test } from './fixtures';

// What the chat says has happened is stored by the app's own server, with the person of its session. The server is asked.

const list = (page: Page) => page.getByRole('list', { name: 'Your conversations' });
const booked = (conversationId: number) => ({
  conversationId,
  teamMember: { id: 7, name: 'Priya Nair' },
  meeting: { time: Date.UTC(2026, 11, 1, 9, 30), duration: 30, timeZone: 'Europe/Dublin' },
});

test('a conversation and the meeting that comes of it are stored with the person, and there after a reload', async ({
  page,
  app,
  sandbox,
}) => {
  await logInAs(page, JANE);
  await sandbox.ledger.waitFor({ type: 'identify', outcome: 'associated' });
  await sendChatMessage(page, 'Can somebody go through my books with me?');
  const { conversationId: id } = await sandbox.ledger.waitFor({ type: 'message', externalId: JANE.id });
  await expect(list(page)).toContainText('You started a conversation');

  sandbox.emit('scheduling:meetingBooked', booked(id));
  await expect(list(page)).toContainText('30 minutes with Priya Nair');
  const meeting = {
    with: 'Priya Nair',
    startsAt: '2026-12-01T09:30:00.000Z',
    minutes: 30,
    timeZone: 'Europe/Dublin',
  };
  expect(app.conversations.of(JANE.id)).toMatchObject([{ id, meeting }]);

  await page.reload();
  await expect(list(page).getByRole('listitem')).toHaveText(
    /You started a conversation.*30 minutes with Priya Nair.*Tuesday 1 December at 09:30 GMT/,
  );
});

test('“Continue” opens that very conversation', async ({ page, app, sandbox }) => {
  app.conversations.note(JANE.id, 4711);
  await logInAs(page, JANE);
  await sandbox.ledger.waitFor({ type: 'identify', outcome: 'associated' });
  await list(page).getByRole('button', { name: 'Continue' }).click();
  const call = await sandbox.ledger.waitFor({ type: 'call', method: 'goToConversation' });
  expect(call).toMatchObject({ args: [4711], externalId: JANE.id });
});

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
