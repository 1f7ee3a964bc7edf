import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startHarbor } from './harbor-for-test';
import type { HarborForTest } from './harbor-for-test';
import { QUOTE_INTERACTION } from './quote-playbook';

let harbor: HarborForTest;
beforeEach(async () => {
  harbor = await startHarbor();
});
afterEach(() => harbor.close());

it('three answers and a goal become one quote in the chat, read from the contact', async () => {
  harbor.sandbox.faults.set({ webhook: 'duplicated' });
  const visitor = await harbor.chatter();
  const id = await visitor.start(QUOTE_INTERACTION);
  await visitor.answer(id, { type: 'buttons', text: '2 to 10' });
  await visitor.answer(id, { type: 'buttons', text: '100 to 1000' });
  await visitor.answer(id, { type: 'email', email: 'cian@doyle-sails.example' });
  const quote = 'chat: For 2 to 10: €39 a month, all included. Ask here for anything else.';
  await vi.waitFor(() => expect(harbor.said(id)).toContain(quote), 8000);
  await harbor.sandbox.webhooks.settled();
  expect(harbor.said(id).filter((line) => line === quote)).toHaveLength(1);
  expect(harbor.sandbox.contacts.get(visitor.contactId)?.attributes).toMatchObject({
    team_size: '2 to 10',
    payments: '100 to 1000',
  });
});

it('an answer that nobody offered becomes a private note, and no quote', async () => {
  const { sandbox } = harbor;
  const visitor = await harbor.chatter('usr_jane_4kq81z');
  const id = await visitor.say('A quote, please');
  sandbox.webhooks.emit('playbook_goal_met', {
    conversationId: id,
    contactId: visitor.contactId,
    playbookId: 1,
    goalId: crypto.randomUUID(),
    goalName: 'quote_reached',
    playbookName: 'Quote',
  });
  await vi.waitFor(
    () => expect(harbor.said(id)).toContain('private_note: No quote: an answer is missing or unknown.'),
    8000,
  );
});
