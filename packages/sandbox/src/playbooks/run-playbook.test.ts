import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Conversation, Playbook } from '../protocol';
import type { Session } from '../stores/session-store';
import type { VisitorMail, World } from '../stores/world';
import { createWorld } from '../stores/create-world';
import { answerCard } from './answer-card';
import { say } from '../visitor/chat';
import { attend, fireFor, followLink, offerMeeting, startInteraction, target } from './run-playbook';

const PRICING: Playbook = {
  interactionId: 42,
  playbookId: 7,
  campaignId: 9,
  name: 'Pricing',
  link: 'pricing',
  page: '/pricing*',
  steps: [
    { say: 'Hello!' },
    { say: 'Prices?', buttons: [{ text: 'Yes', then: [{ say: 'Here.' }] }, 'No'] },
    { say: 'Your e-mail?', ask: 'email' },
    { say: 'Thanks.' },
  ],
};

let world: World;
let jane: Session;
const mail = vi.fn<(mail: VisitorMail) => void>();
beforeEach(() => {
  // A Friday.
  world = createWorld({ playbooks: [PRICING] }, () => new Date(2026, 10, 20, 12).getTime());
  jane = world.sessions.open('aid-1', world.browsers.visit('aid-1').id);
  mail.mockClear();
  world.mail.add(mail);
});

const texts = ({ messages }: Conversation): string[] => messages.map(({ text }) => text);
const place = (url: string, pageName: string | null = null): { url: string; pageName: string | null } => ({
  url,
  pageName,
});

describe('firing', () => {
  test('the bot speaks first, up to its first question, and the conversation carries the ids', () => {
    const { conversation, message } = startInteraction(world, jane, 42);
    expect(texts(conversation)).toEqual(['Hello!', 'Prices?']);
    expect(message).toMatchObject({ text: 'Hello!', from: 'bot' });
    expect(conversation.messages[1]?.card).toEqual({ type: 'buttons', buttons: ['Yes', 'No'], answer: null });
    expect(conversation.playbook).toMatchObject({ playbookId: 7, interactionId: 42, campaignId: 9 });
  });

  test('an unknown interaction id is refused', () => {
    expect(() => startInteraction(world, jane, 43)).toThrow('no playbook with the interaction id 43');
    expect(world.conversations.list()).toEqual([]);
  });

  test('where there are no playbooks at all, the demo answers to every id', () => {
    const empty = createWorld();
    const session = empty.sessions.open('aid-1', empty.browsers.visit('aid-1').id);
    const { conversation } = startInteraction(empty, session, 99);
    expect(conversation.playbook).toMatchObject({ interactionId: 99, playbookId: 99 });
  });

  test('a drift link fires its playbook as often as it is followed', () => {
    expect(followLink(world, jane, 'pricing')?.conversation.playbook).toMatchObject({ interactionId: 42 });
    expect(followLink(world, jane, 'pricing')).not.toBeNull();
    expect(followLink(world, jane, 'prices')).toBeNull();
  });

  test('a playbook fires once for a contact on its page, unless campaigns are off', () => {
    expect(target(world, jane, place('http://a.test/'), true).fired).toBeNull();
    const asked = target(world, jane, place('http://a.test/pricing/eu?x=1'), false);
    expect(asked).toMatchObject({ results: [{ matches: true, firedBefore: false }], fired: null });
    expect(target(world, jane, place('http://a.test/pricing/eu'), true).fired).not.toBeNull();
    const again = target(world, jane, place('http://a.test/pricing'), true);
    expect(again).toMatchObject({ results: [{ matches: true, firedBefore: true }], fired: null });
  });

  test('a name given to page counts as a path does', () => {
    expect(target(world, jane, place('http://a.test/#!', '/pricing'), true).fired).not.toBeNull();
  });

  test('from outside it reaches every open page of the contact', () => {
    const fired = fireFor(world, jane.contactId, 42);
    expect(mail).toHaveBeenLastCalledWith({
      contactId: jane.contactId,
      message: { type: 'playbook', fired },
    });
    expect(() => fireFor(world, 1, 42)).toThrow('There is no contact 1.');
  });

  test('what the visitor made of it is kept', () => {
    const { conversation } = startInteraction(world, jane, 42);
    attend(world, jane, conversation.id, 'dismissed');
    expect(world.conversations.get(conversation.id)?.playbook?.attention).toBe('dismissed');
  });
});

describe('answering', () => {
  const last = ({ messages }: Conversation): number => messages.at(-1)?.id ?? 0;
  const click = (conversation: Conversation, text: string): ReturnType<typeof answerCard> =>
    answerCard(world, jane, {
      conversationId: conversation.id,
      messageId: last(conversation),
      answer: { type: 'buttons', text },
    });

  test('a button says its own text, and the script goes on as the button has it', () => {
    const sent = click(startInteraction(world, jane, 42).conversation, 'Yes');
    expect(texts(sent.conversation)).toEqual(['Hello!', 'Prices?', 'Yes', 'Here.']);
    expect(sent).toMatchObject({ started: true, message: { from: 'visitor', text: 'Yes' } });
    expect(sent.conversation.messages[1]?.card).toMatchObject({ answer: 'Yes' });
  });

  test('a button without steps of its own continues with the next step', () => {
    const sent = click(startInteraction(world, jane, 42).conversation, 'No');
    expect(texts(sent.conversation).slice(3)).toEqual(['Your e-mail?']);
  });

  test('an e-mail address is kept on the contact, and the script comes to its end', () => {
    const { conversation } = click(startInteraction(world, jane, 42).conversation, 'No');
    const answer = { type: 'email', email: 'jane@acme.com' } as const;
    const request = { conversationId: conversation.id, messageId: last(conversation), answer };
    const sent = answerCard(world, jane, request);
    expect(texts(sent.conversation).slice(4)).toEqual(['jane@acme.com', 'Thanks.']);
    expect(sent.started).toBe(false);
    expect(world.contacts.get(jane.contactId)?.attributes).toEqual({ email: 'jane@acme.com' });
    expect(world.ledger.entries({ type: 'attributes' })).toHaveLength(1);
    expect(() => answerCard(world, jane, request)).toThrow('is answered');
  });

  test('the answer to a question with an attribute is kept on the contact under that name', () => {
    const buttons = [{ text: '2 to 10', then: [{ say: 'Noted.' }] }, 'More'];
    world.playbooks.set([
      {
        ...PRICING,
        steps: [{ say: 'How many of you?', buttons, attribute: 'team_size' }, { say: 'Thanks.' }],
      },
    ]);
    const sent = click(startInteraction(world, jane, 42).conversation, '2 to 10');
    expect(texts(sent.conversation)).toEqual(['How many of you?', '2 to 10', 'Noted.']);
    expect(world.contacts.get(jane.contactId)?.attributes).toEqual({ team_size: '2 to 10' });
    expect(world.ledger.entries({ type: 'attributes' })).toHaveLength(1);
  });

  test('an answer that does not fit the card is refused, and so is an answer without a card', () => {
    const { conversation } = startInteraction(world, jane, 42);
    expect(() => click(conversation, 'Perhaps')).toThrow('does not fit a card of the kind "buttons"');
    const nowhere = { conversationId: conversation.id, messageId: 1 };
    expect(() => answerCard(world, jane, { ...nowhere, answer: { type: 'buttons', text: 'Yes' } })).toThrow(
      'Message 1 asks no question.',
    );
  });

  test("somebody else's card is one that does not exist", () => {
    const { conversation } = startInteraction(world, jane, 42);
    const stranger = world.sessions.open('aid-2', world.browsers.visit('aid-2').id);
    const request = {
      conversationId: conversation.id,
      messageId: last(conversation),
      answer: { type: 'buttons', text: 'Yes' } as const,
    };
    expect(() => answerCard(world, stranger, request)).toThrow('This visitor has no conversation');
  });

  test('other pages of the contact are told how the conversation is now', () => {
    const { conversation } = click(startInteraction(world, jane, 42).conversation, 'Yes');
    expect(mail).toHaveBeenLastCalledWith(
      expect.objectContaining({ message: { type: 'conversation', conversation }, except: jane }),
    );
  });

  test('words of the visitor answer no card, and are their first message here', () => {
    const { conversation } = startInteraction(world, jane, 42);
    const sent = say(world, jane, { conversationId: conversation.id, text: 'What?' });
    expect(sent.started).toBe(true);
    expect(click(conversation, 'Yes').conversation.messages.at(-1)?.text).toBe('Here.');
  });
});

describe('meetings', () => {
  const zone = { timeZone: 'Europe/Berlin' };

  test('a calendar has times on the next working days, of the agent that is named', () => {
    const { conversation, message } = offerMeeting(world, jane, { agentId: 33, conversationId: null });
    const { card } = message;
    if (card?.type !== 'meeting') throw new Error('The card is a calendar.');
    expect(card).toMatchObject({ teamMember: { id: 33, name: 'Agent 33' }, duration: 30 });
    expect(card.slots).toHaveLength(12);
    expect(new Set(card.slots.map((slot) => new Date(slot).getDay()))).toEqual(new Set([1, 2, 3]));
    const again = offerMeeting(world, jane, { agentId: 101, conversationId: conversation.id });
    expect(again.conversation.id).toBe(conversation.id);
  });

  test('a time is booked once, by a clock that exists', () => {
    const { conversation, message } = offerMeeting(world, jane, { agentId: 101, conversationId: null });
    const time = message.card?.type === 'meeting' ? (message.card.slots[0] ?? 0) : 0;
    const request = { conversationId: conversation.id, messageId: message.id };
    const book = (timeZone: string, at: number): ReturnType<typeof answerCard> =>
      answerCard(world, jane, { ...request, answer: { type: 'meeting', time: at, timeZone } });
    expect(() => book('Europe/Atlantis', time)).toThrow('Unknown time zone "Europe/Atlantis".');
    expect(() => book(zone.timeZone, time + 1)).toThrow('does not fit');
    const sent = book(zone.timeZone, time);
    expect(sent.message.text).toMatch(/^Monday,? 23 November.*\(Europe\/Berlin\)$/);
    expect(sent.conversation.messages[0]?.card).toMatchObject({ answer: { time, duration: 30, ...zone } });
  });
});
