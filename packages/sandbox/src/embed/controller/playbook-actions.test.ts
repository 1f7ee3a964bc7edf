import { beforeEach, describe, expect, test } from 'vitest';
import type { Conversation, Message, Playbook } from '../../protocol';
import type { Bench } from './context-for-test';
import { createVisitBench } from './context-for-test';
import { openChat } from './state';
import { resumePreview } from './state-preview';

const PRICING: Playbook = {
  interactionId: 42,
  playbookId: 7,
  campaignId: 9,
  name: 'Pricing',
  link: 'pricing',
  page: '/pricing',
  steps: [
    { say: 'Prices?', buttons: ['Yes', 'No'] },
    { say: 'Your e-mail?', ask: 'email' },
    { say: 'Your number?', ask: 'phone' },
    { say: 'When?', ask: 'meeting' },
  ],
};
const IDS = { playbookId: 7, interactionId: 42, campaignId: 9 };

let bench: Bench;
beforeEach(async () => void (bench = await createVisitBench({ playbooks: [PRICING] })));

const state = (): typeof bench.context.store.state => bench.context.store.state;
const conversation = (): Conversation => bench.world.conversations.list().at(-1) as Conversation;
const lastCard = (): Message =>
  conversation()
    .messages.filter(({ card }) => card)
    .at(-1) as Message;
/** Everything raised but what opening and closing raises. */
const raised = (): Bench['raised'] => bench.raised.filter(([name]) => !/^(chat|sidebar)/.test(name));
const playbooks = (): Bench['context']['playbooks'] => bench.context.playbooks;

describe('firing', () => {
  test('startInteraction says who fired, with the message and its author, and opens the chat', async () => {
    await playbooks().startInteraction({ interactionId: 42 });
    const [message] = conversation().messages;
    expect(raised()).toEqual([
      [
        'conversation:playbookFired',
        {
          conversationId: conversation().id,
          ...IDS,
          messageId: message?.id,
          createdAt: message?.at,
          authorId: 100,
        },
      ],
    ]);
    expect(state()).toMatchObject({ chatOpen: true, conversationId: conversation().id, preview: null });
    expect(state().conversations[0]?.playbook?.attention).toBe('opened');
  });

  test('without going to the conversation it waits beside the launcher, as one message not seen', async () => {
    await playbooks().startInteraction({ interactionId: 42, goToConversation: false });
    expect(state()).toMatchObject({ chatOpen: false, preview: conversation().id, unread: 1 });
  });

  test('on a page it is meant for it closes an open chat first, and fires once', async () => {
    bench.context.store.change(openChat);
    await playbooks().target({ url: 'http://a.test/pricing', pageName: null });
    await playbooks().target({ url: 'http://a.test/pricing', pageName: null });
    expect(state()).toMatchObject({ chatOpen: false, preview: conversation().id });
    expect(raised().filter(([name]) => name === 'conversation:playbookFired')).toHaveLength(1);
  });

  test('with config({ enableCampaigns: false }) no playbook fires by itself', async () => {
    bench.context.store.change((before) => ({ ...before, config: { enableCampaigns: false } }));
    await playbooks().target({ url: 'http://a.test/pricing', pageName: null });
    expect(bench.world.conversations.list()).toEqual([]);
  });

  test('a drift link opens the chat on its playbook; an unknown link does nothing', async () => {
    expect(await playbooks().followLink('#prices')).toBe(false);
    expect(await playbooks().followLink('#/pricing')).toBe(false);
    expect(await playbooks().followLink('')).toBe(false);
    expect(await playbooks().followLink('#pricing')).toBe(true);
    expect(state()).toMatchObject({ chatOpen: true, conversationId: conversation().id });
  });

  test('after a reload, a preview that was neither opened nor closed shows again', async () => {
    await playbooks().startInteraction({ interactionId: 42, goToConversation: false });
    bench.context.store.change((before) => ({ ...before, preview: null }));
    bench.context.store.change(resumePreview);
    expect(state().preview).toBe(conversation().id);
    playbooks().dismiss();
    bench.context.store.change(resumePreview);
    expect(state().preview).toBeNull();
  });
});

describe('the visitor', () => {
  beforeEach(async () => {
    await playbooks().startInteraction({ interactionId: 42, goToConversation: false });
    bench.raised.length = 0;
  });

  test('opens the chat by hand: clicked, once', async () => {
    bench.context.store.change(openChat);
    playbooks().visitorOpened();
    playbooks().visitorOpened();
    expect(raised()).toEqual([
      ['conversation:playbookClicked', { conversationId: conversation().id, ...IDS }],
    ]);
    await bench.world.ledger.waitFor({ type: 'message' });
  });

  test('waves it away: dismissed, with the message', () => {
    playbooks().dismiss();
    const messageId = conversation().messages[0]?.id;
    expect(raised()).toEqual([
      ['conversation:playbookDismissed', { conversationId: conversation().id, ...IDS, messageId }],
      ['sliderMessage:close', { botMessage: true, ...IDS }],
    ]);
    expect(state().preview).toBeNull();
  });

  test('clicks a button: first interaction, button, conversation and message, in this order', async () => {
    const question = lastCard();
    await playbooks().answer(question.id, { type: 'buttons', text: 'Yes' });
    const said = conversation().messages.find(({ from }) => from === 'visitor');
    const { id: conversationId, contactId, inboxId } = conversation();
    const ids = { conversationId, ...IDS };
    const ofMessage = { ...ids, messageId: said?.id, createdAt: said?.at, authorId: contactId };
    expect(raised()).toEqual([
      ['conversation:firstInteraction', ofMessage],
      ['conversation:buttonClicked', { ...ofMessage, questionId: question.id, buttonBody: 'Yes' }],
      ['startConversation', { conversationId, inboxId }],
      ['message:sent', { ...ids, inboxId }],
    ]);
  });

  test('writes instead: first interaction, conversation and message', async () => {
    await bench.context.chat.say('What?');
    expect(raised().map(([name]) => name)).toEqual([
      'conversation:firstInteraction',
      'startConversation',
      'message:sent',
    ]);
  });

  test('gives address, number and time: each raises its event with its payload', async () => {
    await playbooks().answer(lastCard().id, { type: 'buttons', text: 'Yes' });
    bench.raised.length = 0;
    const ids = { conversationId: conversation().id, ...IDS };
    await playbooks().answer(lastCard().id, { type: 'email', email: 'jane@acme.com' });
    expect(raised()).toEqual([
      ['message:sent', { ...ids, inboxId: 1 }],
      ['emailCapture', { data: { email: 'jane@acme.com', ...ids } }],
    ]);
    bench.raised.length = 0;
    await playbooks().answer(lastCard().id, { type: 'phone', phone: '+49 30 123456' });
    expect(raised()[1]).toEqual([
      'phoneCapture',
      expect.objectContaining({ ...ids, phone: '+49 30 123456', authorId: conversation().contactId }),
    ]);
    const teamMember = { id: 101, name: 'Avery' };
    expect(raised()[2]).toEqual(['scheduling:requestMeeting', { teamMember }]);
    bench.raised.length = 0;
    const { card } = lastCard();
    const time = card?.type === 'meeting' ? (card.slots[3] ?? 0) : 0;
    await playbooks().answer(lastCard().id, { type: 'meeting', time, timeZone: 'Europe/Berlin' });
    expect(raised()[1]).toEqual([
      'scheduling:meetingBooked',
      { teamMember, meeting: { time, duration: 30, timeZone: 'Europe/Berlin' }, ...ids },
    ]);
  });

  test('whose answer does not get through may try again; nothing is raised until it does', async () => {
    const question = lastCard();
    bench.breakNetwork(true);
    await playbooks().answer(question.id, { type: 'buttons', text: 'Yes' });
    expect(state().answering).toEqual({ [question.id]: 'failed' });
    expect(raised()).toEqual([]);
    bench.breakNetwork(false);
    await playbooks().answer(question.id, { type: 'buttons', text: 'Yes' });
    expect(state().answering).toEqual({});
    expect(raised()).toHaveLength(4);
  });

  test('who clicks twice answers once', async () => {
    const question = lastCard();
    const first = playbooks().answer(question.id, { type: 'buttons', text: 'Yes' });
    await playbooks().answer(question.id, { type: 'buttons', text: 'No' });
    await first;
    expect(conversation().messages.filter(({ from }) => from === 'visitor')).toMatchObject([{ text: 'Yes' }]);
    expect(state().answering).toEqual({});
  });
});

test('an agent who answers in a playbook is a message with its ids', async () => {
  await playbooks().startInteraction({ interactionId: 42 });
  bench.raised.length = 0;
  const author = { id: 7, name: 'Robin' };
  const { id: conversationId } = conversation();
  bench.context.chat.receive({ id: 99_999, conversationId, at: 0, from: 'agent', author, text: 'Hi' }, 1);
  expect(raised()[0]).toEqual([
    'message',
    expect.objectContaining({ conversationId, ...IDS, inboxId: 1, teamMember: author }),
  ]);
});
