import type { LedgerEntry, Sandbox } from '@driftkit/sandbox';
import { AMARA, JANE } from '../app';
import type { Person } from '../app';
import { reached } from '../widget/judge';
import { expect, test } from './fixtures';
import {
  allowChat,
  askForHelp,
  chatText,
  chooseFromAccountMenu,
  closeChat,
  logInAs,
  sendChatMessage,
  shows,
} from './harbor';

// The journeys of the example app in Safari's engine. The judge is what Drift was told, which the sandbox writes down.

const SECRET = 'Why is my card blocked?';

/** Waits until Drift has this person, by a token that is theirs. */
const identified = ({ ledger }: Sandbox, person: Person, after = 0): Promise<LedgerEntry> =>
  ledger.waitFor({ type: 'identify', userId: person.id, outcome: 'associated', verdict: 'valid' }, { after });

test.beforeEach(({ tab, app }) => allowChat(tab, app.url));

test('an anonymous visit keeps its drift_aid, and a login associates it with the user’s contact', async ({
  tab,
  app,
  sandbox,
}) => {
  await tab.goto(app.url);
  const { aid } = await sandbox.ledger.waitFor({ type: 'bootstrap', bornAs: 'anonymous', outcome: 'ready' });
  await expect.poll(() => tab.cookies()).toMatchObject({ drift_aid: aid });

  await logInAs(tab, app.url, JANE);
  const identify = await identified(sandbox, JANE);
  expect(identify).toMatchObject({ aid, externalId: JANE.id });
});

test('a reload while logged in is born identified', async ({ tab, app, sandbox }) => {
  await logInAs(tab, app.url, JANE);
  await identified(sandbox, JANE);
  const before = sandbox.ledger.lastSeq;
  await tab.goto(app.url);
  await sandbox.ledger.waitFor({ type: 'ready', externalId: JANE.id }, { after: before });
  expect(sandbox.ledger.entries({ type: 'bootstrap', after: before })).toMatchObject([
    { bornAs: 'identified', source: 'identify', verdict: 'valid', externalId: JANE.id },
  ]);
});

test('a logout gives a new drift_aid, takes the chat away, and lets nothing more land on the user', async ({
  tab,
  app,
  sandbox,
}) => {
  await logInAs(tab, app.url, JANE);
  const { aid } = await identified(sandbox, JANE);
  await sendChatMessage(tab, SECRET);
  await sandbox.ledger.waitFor({ type: 'message', externalId: JANE.id });
  await expect.poll(() => chatText(tab)).toContain(SECRET);
  await closeChat(tab);
  const before = sandbox.ledger.lastSeq;

  await chooseFromAccountMenu(tab, JANE, 'Log out');
  const next = await sandbox.ledger.waitFor({ type: 'bootstrap', externalId: null }, { after: before });
  expect(next.aid).not.toBe(aid);
  await expect.poll(() => tab.cookies()).toMatchObject({ drift_aid: next.aid });

  await sendChatMessage(tab, 'Do you serve Ireland?');
  await sandbox.ledger.waitFor({ type: 'message', contactId: next.contactId });
  await expect.poll(() => chatText(tab)).toContain('Do you serve Ireland?');
  expect(await chatText(tab)).not.toContain(SECRET);
  expect(reached(sandbox, JANE.id, before)).toEqual([]);
});

test('a logout holds when the app navigates away in the same tick', async ({ tab, app, sandbox }) => {
  await logInAs(tab, app.url, JANE);
  const { aid } = await identified(sandbox, JANE);
  await sandbox.ledger.waitFor({ type: 'ready' });
  const before = sandbox.ledger.lastSeq;

  await chooseFromAccountMenu(tab, JANE, 'Log out and leave the page');
  await shows(tab, 'You are logged out.');
  const next = await sandbox.ledger.waitFor({ type: 'bootstrap', externalId: null }, { after: before });
  expect(next.aid).not.toBe(aid);
  await askForHelp(tab);
  await sandbox.ledger.waitFor({ type: 'track', contactId: next.contactId });
  expect(reached(sandbox, JANE.id, before)).toEqual([]);
});

test('a switch identifies the second only after a settled reset, and shows nothing of the first', async ({
  tab,
  app,
  sandbox,
}) => {
  await logInAs(tab, app.url, JANE);
  const { aid } = await identified(sandbox, JANE);
  await sendChatMessage(tab, SECRET);
  await sandbox.ledger.waitFor({ type: 'message', externalId: JANE.id });
  await closeChat(tab);
  const before = sandbox.ledger.lastSeq;

  await chooseFromAccountMenu(tab, JANE, `Switch to ${AMARA.name}`);
  const identify = await identified(sandbox, AMARA, before);
  const letGo = sandbox.ledger.entries({ type: 'reset', after: before })[0];
  const settled = sandbox.ledger.entries({ type: 'ready', after: letGo?.seq ?? before })[0];
  expect([letGo?.aid, settled?.aid]).toEqual([aid, identify.aid]);
  expect(settled?.seq).toBeLessThan(identify.seq);

  await sendChatMessage(tab, 'I am Amara');
  await sandbox.ledger.waitFor({ type: 'message', externalId: AMARA.id });
  await expect.poll(() => chatText(tab)).toContain('I am Amara');
  expect(await chatText(tab)).not.toContain(SECRET);
  expect(reached(sandbox, JANE.id, before)).toEqual([]);
});

test('a logout in one window takes the chat of the other away', async ({ webkit, app, sandbox }) => {
  const acting = webkit.first;
  await logInAs(acting, app.url, JANE);
  await identified(sandbox, JANE);
  const other = await webkit.open();
  await other.goto(`${app.url}/dashboard`);
  await sendChatMessage(other, SECRET);
  await sandbox.ledger.waitFor({ type: 'message', externalId: JANE.id });
  await expect.poll(() => chatText(other)).toContain(SECRET);
  const before = sandbox.ledger.lastSeq;

  await chooseFromAccountMenu(acting, JANE, 'Log out');
  await sandbox.ledger.waitFor({ type: 'bootstrap', externalId: null }, { after: before });
  await expect.poll(() => chatText(other)).not.toContain(SECRET);
  expect(reached(sandbox, JANE.id, before)).toEqual([]);
});

test('a session that expired on the server shows the stranger who comes next nothing of it', async ({
  tab,
  app,
  sandbox,
}) => {
  await logInAs(tab, app.url, JANE);
  const { aid } = await identified(sandbox, JANE);
  await sendChatMessage(tab, SECRET);
  await sandbox.ledger.waitFor({ type: 'message', externalId: JANE.id });

  await tab.goto('about:blank');
  app.expireSessions();
  const before = sandbox.ledger.lastSeq;
  await tab.goto(app.url);
  const visit = await sandbox.ledger.waitFor({ type: 'bootstrap', externalId: null }, { after: before });
  expect(visit.aid).not.toBe(aid);
  await sendChatMessage(tab, 'Hello?');
  await expect.poll(() => chatText(tab)).toContain('Hello?');
  expect(await chatText(tab)).not.toContain(SECRET);
  expect(reached(sandbox, JANE.id, before)).toEqual([]);
});
