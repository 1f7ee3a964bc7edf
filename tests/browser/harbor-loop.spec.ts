import { AMARA, chat, closeChat, JANE, logInAs, sendChatMessage } from './app';
import { expect, test } from './fixtures';
import { NIA, openAccount, PASSWORD, serverTimeline, signUp, transcript, written } from './loop';

// The whole loop: the browser, Drift, and the app's own server that hears from Drift by webhooks and asks it by REST.

test.use({ talks: true });

const HOSTILE = '<img src=x onerror=alert(1)>';

test('somebody signs up, chats, is answered, and reads it all on their account page, which says how it came there', async ({
  page,
  sandbox,
}) => {
  await signUp(page, NIA);
  await sandbox.ledger.waitFor({ type: 'identify', outcome: 'associated' });
  const contact = () => sandbox.contacts.list().find(({ attributes }) => attributes['email'] === NIA.email);
  await expect.poll(() => contact()?.attributes).toMatchObject({ company: NIA.company, plan: 'trial' });

  await sendChatMessage(page, 'When does my card come?');
  const { conversationId, contactId } = await written(sandbox, 'When does my card come?');
  expect(contactId).toBe(contact()?.id);
  sandbox.conversations.reply(conversationId, 'On Tuesday.');
  sandbox.conversations.note(conversationId, 'Third time she asks.');
  await closeChat(page);

  const said = await transcript(page, 'When does my card come?');
  await expect(said.getByRole('listitem')).toHaveText([
    /^You .*When does my card come\?$/,
    /^Avery .*On Tuesday\.$/,
  ]);
  sandbox.conversations.setStatus(conversationId, 'closed');
  await expect(page.getByText('Closed', { exact: true })).toBeVisible();
  await expect(page.getByText('Third time')).toHaveCount(0);

  await page.getByRole('button', { name: 'Show why' }).click();
  const timeline = serverTimeline(page, `Conversation ${conversationId}`);
  for (const kind of ['webhook', 'rest', 'crm'])
    await expect(timeline.locator(`[data-kind="${kind}"]`).first()).toBeVisible();
  await expect(serverTimeline(page, 'Your contact').locator('[data-kind="job"]').first()).toContainText(
    'lands on it',
  );
});

test(
  'the token of a mailed link is in no address that Drift is told',
  { tag: '@long' },
  async ({ page, sandbox }) => {
    await page.goto('/sign-up');
    await sandbox.ledger.waitFor({ type: 'ready' });
    await signUp(page, NIA);
    await sandbox.ledger.waitFor({ type: 'identify', outcome: 'associated' });
    await page.goto('/mailbox');
    const href = await page.getByRole('link', { name: 'Open the account' }).getAttribute('href');
    const token = href?.split('#')[1] ?? '';
    expect(token.length).toBeGreaterThan(40);
    expect(JSON.stringify(sandbox.ledger.entries())).not.toContain(token);
    // And used up, it opens nothing.
    await page.context().clearCookies();
    await page.goto(`/welcome#${token}`);
    await expect(page.getByRole('alert')).toContainText('This link has been used');
    expect(page.url()).not.toContain('#');
  },
);

test('a plan that is bought is known to Drift', { tag: '@long' }, async ({ page, sandbox }) => {
  await signUp(page, NIA);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Pricing' }).click();
  await page.getByRole('button', { name: 'Choose Growth' }).click();
  await expect(page.getByText('Your plan')).toBeVisible();
  const plan = () =>
    sandbox.contacts.list().find(({ attributes }) => attributes['email'] === NIA.email)?.attributes['plan'];
  await expect.poll(plan).toBe('growth');
});

test(
  '/signup trial, typed into the console, asks for an address first, and then opens an account',
  { tag: '@long' },
  async ({ page, browser, sandbox }) => {
    await page.goto('/');
    await sandbox.ledger.waitFor({ type: 'ready' });
    await sendChatMessage(page, 'I want to try it');
    const { conversationId, contactId } = await written(sandbox, 'I want to try it');

    // An agent's desk, whatever the visitor has.
    const desk = await browser.newPage({ viewport: { width: 1280, height: 800 }, isMobile: false });
    await desk.goto(`${sandbox.url}/`);
    await desk.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Inbox' }).click();
    const reply = desk.getByRole('textbox', { name: /^Reply to/ });
    const type = async (text: string): Promise<void> => {
      await reply.fill(text);
      await reply.press('Enter');
    };
    await type('/signup trial');
    await expect(
      desk.getByRole('log', { name: 'Messages' }).getByText('There is no e-mail address yet.'),
    ).toBeVisible();
    await expect(chat(page).getByText('e-mail address yet')).toHaveCount(0);

    sandbox.playbooks.fire(4300, { contactId: contactId ?? 0 });
    await expect.poll(() => sandbox.conversations.list().length).toBe(2);
    const answers = chat(page);
    await answers.getByRole('textbox', { name: /e-mail/i }).fill('cian@doyle-sails.example');
    await answers.getByRole('textbox', { name: /e-mail/i }).press('Enter');
    await expect
      .poll(() => sandbox.contacts.get(contactId ?? 0)?.attributes['email'])
      .toBe('cian@doyle-sails.example');
    sandbox.conversations.reply(conversationId, '/signup trial');
    await expect
      .poll(() => sandbox.conversations.get(conversationId)?.messages.map(({ text }) => text))
      .toEqual(
        expect.arrayContaining([
          'cian@doyle-sails.example has been sent a link to an account (trial).',
          'Your account is ready: the link to it is in your mailbox.',
        ]),
      );
    await desk.close();

    await page.goto('/mailbox');
    await openAccount(page, 'cian@doyle-sails.example', { name: 'Cian Doyle', company: 'Doyle Sails' });
    await expect(page.getByRole('heading', { name: 'Doyle Sails' })).toBeVisible();
  },
);

test('three answers become a quote in the chat', { tag: '@long' }, async ({ page, sandbox }) => {
  await page.goto('/pricing');
  await sandbox.ledger.waitFor({ type: 'ready' });
  await page.getByRole('button', { name: 'Get a quote' }).click();
  const answers = chat(page);
  await answers.getByRole('button', { name: '2 to 10' }).dispatchEvent('click');
  await answers.getByRole('button', { name: 'Under 100' }).dispatchEvent('click');
  await answers.getByRole('textbox', { name: /e-mail/i }).fill('cian@doyle-sails.example');
  await answers.getByRole('textbox', { name: /e-mail/i }).press('Enter');
  await expect(answers.getByText('€29 a month')).toBeVisible();

  // On a phone it covers the page.
  await answers.getByRole('button', { name: 'Close chat' }).dispatchEvent('click');
  await page.getByRole('button', { name: 'Show why' }).click();
  const [conversation] = sandbox.conversations.list();
  const timeline = serverTimeline(page, `Conversation ${conversation?.id}`);
  await expect(timeline.locator('[data-kind="job"]').first()).toContainText('was posted into the chat');
});

test('an account that is deleted is gone here and in Drift', { tag: '@long' }, async ({ page, sandbox }) => {
  await signUp(page, NIA);
  await sandbox.ledger.waitFor({ type: 'identify', outcome: 'associated' });
  await sendChatMessage(page, 'Forget me');
  const { conversationId } = await written(sandbox, 'Forget me');
  await closeChat(page);
  await transcript(page, 'Forget me');

  await page.getByText('Delete the account').click();
  await expect(page.getByText('is asked to erase')).toBeVisible();
  await page.getByLabel('Your password').fill('guess');
  await page.getByRole('button', { name: 'Delete it for good' }).click();
  await expect(page.getByText('That is not your password.')).toBeVisible();
  await page.getByLabel('Your password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Delete it for good' }).click();
  await expect(page.getByRole('heading', { name: 'You are logged out.' })).toBeVisible();

  await expect.poll(() => sandbox.conversations.get(conversationId)).toBeUndefined();
  expect(sandbox.contacts.list().filter(({ attributes }) => attributes['email'] === NIA.email)).toEqual([]);
  await page.goto('/login');
  await page.getByLabel('E-mail').fill(NIA.email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('do not belong together');
});

for (const webhook of ['duplicated', 'reordered'] as const)
  test(
    `the same chat, with webhooks ${webhook}, is the same transcript`,
    { tag: '@long' },
    async ({ page, sandbox }) => {
      sandbox.faults.set({ webhook });
      await logInAs(page, JANE);
      await sandbox.ledger.waitFor({ type: 'identify', outcome: 'associated' });
      await sendChatMessage(page, HOSTILE);
      const { conversationId } = await written(sandbox, HOSTILE);
      sandbox.conversations.reply(conversationId, 'Two');
      sandbox.conversations.reply(conversationId, 'Three');
      await closeChat(page);
      const said = await transcript(page, HOSTILE);
      await expect(said.getByRole('listitem')).toHaveText([
        /<img src=x onerror=alert\(1\)>$/,
        /Two$/,
        /Three$/,
      ]);
      sandbox.conversations.setStatus(conversationId, 'closed');
      await expect(page.getByText('Closed', { exact: true })).toBeVisible();
      await expect(said.getByRole('listitem')).toHaveCount(3);
    },
  );

test(
  'two people in two browsers never see each other’s conversations',
  { tag: '@long' },
  async ({ page, browser, app, sandbox, storageState }) => {
    const context = await browser.newContext({ baseURL: app.url, ...(storageState && { storageState }) });
    const other = await context.newPage();
    for (const [tab, person] of [
      [page, JANE],
      [other, AMARA],
    ] as const) {
      await logInAs(tab, person);
      await sandbox.ledger.waitFor({ type: 'identify', outcome: 'associated', userId: person.id });
      await sendChatMessage(tab, `Secret of ${person.name}`);
      await written(sandbox, `Secret of ${person.name}`);
      await closeChat(tab);
    }
    await transcript(page, `Secret of ${JANE.name}`);
    await transcript(other, `Secret of ${AMARA.name}`);
    for (const [tab, stranger] of [
      [page, AMARA],
      [other, JANE],
    ] as const) {
      await tab.getByRole('button', { name: 'Show why' }).click();
      await expect(tab.locator('.debug-server [data-kind="crm"]').first()).toBeVisible();
      expect(await tab.locator('body').innerText()).not.toContain(`Secret of ${stranger.name}`);
      const answer = await tab.evaluate(async () => (await fetch('/api/conversations')).text());
      expect(answer).not.toContain(`Secret of ${stranger.name}`);
    }
    await context.close();
  },
);
