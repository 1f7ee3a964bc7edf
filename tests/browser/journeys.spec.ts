import type { LedgerEntry, Sandbox } from '@driftkit/sandbox';
import {
  AMARA,
  anonymousId,
  chat,
  chooseFromAccountMenu,
  closeChat,
  helpButton,
  holdTokens,
  JANE,
  logInAs,
  sendChatMessage,
  switchTo,
} from './app';
import type { Person } from './app';
import { expect, test } from './fixtures';

// Judged by what Drift was told, which the sandbox writes down, never by what the widget says of itself.

/** Waits until Drift has this person, and answers with the entry that says so. */
const identified = (sandbox: Sandbox, person: Person, after = 0) =>
  sandbox.ledger.waitFor({ type: 'identify', userId: person.id, outcome: 'associated' }, { after });

/** All that reached this person after a point in time, but for the reset that lets them go. */
const landedOn = ({ ledger }: Sandbox, person: Person, after: number): LedgerEntry[] =>
  ledger.entries((entry) => entry.seq > after && entry.externalId === person.id && !isLettingGo(entry));

const isLettingGo = (entry: LedgerEntry): boolean =>
  entry.type === 'reset' || entry.type === 'unload' || (entry.type === 'call' && entry.method === 'reset');

test(
  'an anonymous visit gets a drift_aid, a reload keeps it, and events land on the anonymous contact',
  { tag: '@engines' },
  async ({ page, sandbox }) => {
    await page.goto('/');
    const first = await sandbox.ledger.waitFor({ type: 'bootstrap' });
    expect(first).toMatchObject({ bornAs: 'anonymous', externalId: null, outcome: 'ready' });
    await expect.poll(() => anonymousId(page)).toBe(first.aid);

    await page.reload();
    const second = await sandbox.ledger.waitFor({ type: 'bootstrap' }, { after: first.seq });
    expect(second).toMatchObject({ bornAs: 'anonymous', aid: first.aid, contactId: first.contactId });

    await helpButton(page).click();
    const event = await sandbox.ledger.waitFor({ type: 'track' });
    expect(event).toMatchObject({ event: 'asked_for_help', contactId: first.contactId, externalId: null });
  },
);

test(
  'a login associates the browser with the user’s contact, by a token of the app’s own session',
  { tag: '@engines' },
  async ({ page, sandbox }) => {
    const asked = page.waitForResponse('**/api/drift-identity');
    await logInAs(page, JANE);
    expect((await asked).status()).toBe(200);

    const identify = await identified(sandbox, JANE);
    expect(identify).toMatchObject({ outcome: 'associated', verdict: 'valid', externalId: JANE.id });
    expect(identify.token).toMatchObject({ algorithm: 'HS256', claims: { sub: JANE.id } });
    expect(identify.attributes).toMatchObject({ name: JANE.name, company: JANE.company });

    const aid = await anonymousId(page);
    expect(aid).toBe(identify.aid);
    expect(sandbox.contacts.get(sandbox.browsers.get(aid ?? '')?.contactId ?? 0)?.externalId).toBe(JANE.id);
    expect(sandbox.ledger.entries((entry) => entry.type === 'identify' && entry.verdict !== 'valid')).toEqual(
      [],
    );
  },
);

test('a reload while logged in is born identified', { tag: '@engines' }, async ({ page, sandbox }) => {
  await logInAs(page, JANE);
  const { seq } = await identified(sandbox, JANE);

  await page.reload();
  const { seq: ready } = await sandbox.ledger.waitFor({ type: 'ready' }, { after: seq });
  const births = sandbox.ledger
    .entries({ type: 'bootstrap', after: seq })
    .filter((entry) => entry.seq < ready);
  expect(births).toHaveLength(1);
  expect(births[0]).toMatchObject({
    bornAs: 'identified',
    source: 'identify',
    verdict: 'valid',
    externalId: JANE.id,
  });
});

test.describe('logout', () => {
  test(
    'gives a new drift_aid, takes the chat away, and lets nothing more land on the user',
    { tag: '@engines' },
    async ({ page, sandbox }) => {
      await logInAs(page, JANE);
      const { aid } = await identified(sandbox, JANE);
      await sendChatMessage(page, 'Why is my card blocked?');
      await sandbox.ledger.waitFor({ type: 'message', externalId: JANE.id });
      await expect(chat(page).getByText('Why is my card blocked?').first()).toBeVisible();
      await closeChat(page);
      const before = sandbox.ledger.lastSeq;

      await chooseFromAccountMenu(page, JANE, 'Log out');
      const next = await sandbox.ledger.waitFor({ type: 'bootstrap', externalId: null }, { after: before });
      expect(next.aid).not.toBe(aid);
      await expect.poll(() => anonymousId(page)).toBe(next.aid);

      await sendChatMessage(page, 'Do you serve Ireland?');
      await sandbox.ledger.waitFor({ type: 'message', contactId: next.contactId });
      await expect(chat(page).getByText('Do you serve Ireland?').first()).toBeVisible();
      await expect(chat(page).getByText('Why is my card blocked?')).toHaveCount(0);
      expect(landedOn(sandbox, JANE, before)).toEqual([]);
    },
  );

  test('holds when the app navigates away in the same tick', async ({ page, sandbox }) => {
    await logInAs(page, JANE);
    const { aid } = await identified(sandbox, JANE);
    await sandbox.ledger.waitFor({ type: 'ready' });
    const before = sandbox.ledger.lastSeq;

    await chooseFromAccountMenu(page, JANE, 'Log out and leave the page');
    await expect(page.getByRole('heading', { name: 'You are logged out.' })).toBeVisible();
    const next = await sandbox.ledger.waitFor({ type: 'bootstrap', externalId: null }, { after: before });
    expect(next.aid).not.toBe(aid);

    await helpButton(page).click();
    await sandbox.ledger.waitFor({ type: 'track', contactId: next.contactId });
    expect(landedOn(sandbox, JANE, before)).toEqual([]);
  });

  test('has let the user go before the next page, which need not know of driftkit', async ({
    page,
    sandbox,
  }) => {
    await page.route('**/logout', (route) =>
      route.fulfill({ contentType: 'text/html', body: 'Until soon.' }),
    );
    await logInAs(page, JANE);
    const { aid } = await identified(sandbox, JANE);

    await chooseFromAccountMenu(page, JANE, 'Log out and leave the page');
    await expect(page.getByText('Until soon.')).toBeVisible();
    expect(await anonymousId(page)).not.toBe(aid);
  });
});

test.describe('a switch from one person to another', () => {
  test(
    'identifies the second only after a settled reset, however slow the token',
    { tag: '@engines' },
    async ({ page, sandbox }) => {
      await logInAs(page, JANE);
      const { aid } = await identified(sandbox, JANE);
      const before = sandbox.ledger.lastSeq;
      const tokens = await holdTokens(page);

      await switchTo(page, JANE, AMARA);
      await tokens.asked;
      await expect(page.getByRole('heading', { name: AMARA.company })).toBeVisible();
      await helpButton(page).click();
      expect(sandbox.ledger.entries({ type: 'identify', after: before })).toEqual([]);
      await tokens.release();

      const identify = await identified(sandbox, AMARA, before);
      expect(identify).toMatchObject({ outcome: 'associated', verdict: 'valid' });
      expect(identify.aid).not.toBe(aid);
      const letGo = sandbox.ledger.entries({ type: 'reset', after: before })[0];
      const settled = sandbox.ledger.entries({ type: 'ready', after: letGo?.seq ?? before })[0];
      expect([letGo?.aid, settled?.aid]).toEqual([aid, identify.aid]);
      expect(settled?.seq).toBeLessThan(identify.seq);

      const event = await sandbox.ledger.waitFor({ type: 'track' }, { after: before });
      expect(event.externalId).toBe(AMARA.id);
      expect(landedOn(sandbox, JANE, before)).toEqual([]);
    },
  );

  test('delivers no call of the first to the second', async ({ page, sandbox }) => {
    const tokens = await holdTokens(page);
    await logInAs(page, JANE);
    await tokens.asked;
    await helpButton(page).click();
    await closeChat(page);
    await switchTo(page, JANE, AMARA);
    await expect(page.getByRole('heading', { name: AMARA.company })).toBeVisible();
    await tokens.release();

    await identified(sandbox, AMARA);
    await sandbox.ledger.waitFor({ type: 'ready' });
    await helpButton(page).click();
    await sandbox.ledger.waitFor({ type: 'track', externalId: AMARA.id });
    expect(sandbox.ledger.entries({ type: 'track' })).toHaveLength(1);
    expect(sandbox.ledger.entries({ type: 'identify', userId: JANE.id })).toEqual([]);
  });
});

test('a logout while the token is still on its way leaves the visitor anonymous', async ({
  page,
  sandbox,
}) => {
  const tokens = await holdTokens(page);
  await logInAs(page, JANE);
  await tokens.asked;
  await chooseFromAccountMenu(page, JANE, 'Log out');
  await expect(page.getByRole('link', { name: 'Log in', exact: true })).toBeVisible();
  await tokens.release();

  await helpButton(page).click();
  const event = await sandbox.ledger.waitFor({ type: 'track' });
  expect(event.externalId).toBeNull();
  expect(sandbox.ledger.entries({ type: 'identify' })).toEqual([]);
});

test(
  'a session that expired on the server shows the stranger who comes next nothing of it',
  { tag: '@engines' },
  async ({ page, app, sandbox }) => {
    await logInAs(page, JANE);
    const { aid } = await identified(sandbox, JANE);
    await sendChatMessage(page, 'My IBAN ends in 4471');
    await sandbox.ledger.waitFor({ type: 'message', externalId: JANE.id });

    await page.goto('about:blank');
    app.expireSessions();
    const before = sandbox.ledger.lastSeq;
    await page.goto('/');
    const visit = await sandbox.ledger.waitFor({ type: 'bootstrap' }, { after: before });
    expect(visit).toMatchObject({ bornAs: 'anonymous', externalId: null });
    expect(visit.aid).not.toBe(aid);

    await helpButton(page).click();
    await expect(chat(page).getByRole('textbox')).toBeVisible();
    await expect(chat(page).getByText('My IBAN ends in 4471')).toHaveCount(0);
    expect(landedOn(sandbox, JANE, before)).toEqual([]);
  },
);

test.describe('without Drift', () => {
  test('a blocked script leaves a page that works and offers another way to get in touch', async ({
    page,
    sandbox,
  }) => {
    await page.route(`${sandbox.scriptUrl}/**`, (route) => route.abort());
    await page.goto('/');
    await expect(page.getByText('Chat is unavailable right now.')).toBeVisible({ timeout: 15_000 });
    await expect(page.getByRole('link', { name: 'help@harbor.example' })).toHaveAttribute('href', /^mailto:/);

    await logInAs(page, JANE);
    await expect(page.getByRole('table', { name: 'Latest movements' })).toBeVisible();
    await chooseFromAccountMenu(page, JANE, 'Log out');
    await expect(page.getByRole('link', { name: 'Log in', exact: true })).toBeVisible();
    expect(sandbox.ledger.entries()).toEqual([]);
  });

  test('a script that never answers is given up after the timeout', async ({ page, sandbox }) => {
    sandbox.faults.set({ script: 'hang' });
    await page.clock.install();
    await page.goto('/', { waitUntil: 'domcontentloaded' }); // a script that hangs may hold the load event up
    await sandbox.ledger.waitFor({ type: 'script', answer: 'hang' });
    await expect(helpButton(page)).toBeVisible();
    await page.clock.fastForward(15_000);
    await expect(page.getByText('Chat is unavailable right now.')).toBeVisible();
  });
});
