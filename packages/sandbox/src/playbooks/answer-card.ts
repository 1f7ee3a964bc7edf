import { RequestError } from '../http/request-error';
import type { Attributes, Card, CardAnswer, PlaybookStep, Sent } from '../protocol';
import type { Session } from '../stores/session-store';
import type { World } from '../stores/world';
import { meetingText } from './card';
import { goOn } from './run-playbook';
import { isUnanswered, ownConversation, post } from '../visitor/post';
import { VISITOR } from '../rules/known-ids';
import { seenMessage } from '../visitor/view';
import { subjectOf } from '../visitor/activity';

export interface Answer {
  conversationId: number;
  messageId: number;
  answer: CardAnswer;
}

/** A card as it is once answered, what the visitor said by that, and what it tells of the contact. */
interface Outcome {
  card: Card;
  text: string;
  attributes?: Attributes;
}

/**
 * The visitor answers a card: a button, an e-mail address, a phone number, a time. It is said in the conversation, kept
 * on the contact, and the playbook goes on. Throws `bad_request` for an answer the card did not ask for, or a second one.
 */
export function answerCard(world: World, session: Session, request: Answer): Sent {
  const { conversationId, messageId, answer } = request;
  const before = ownConversation(world, session, conversationId);
  const card = before.messages.find(({ id }) => id === messageId)?.card;
  if (!card) throw new RequestError('not_found', `Message ${messageId} asks no question.`);
  if (card.answer !== null)
    throw new RequestError('bad_request', `Message ${messageId} is answered already.`);
  const { card: settled, text, attributes } = outcomeOf(card, answer);

  world.conversations.settle(conversationId, messageId, settled);
  const message = post(world, conversationId, { from: 'visitor', author: VISITOR, text }, { session });
  const isLast = before.messages.filter((one) => one.card).at(-1)?.id === messageId;
  const rest = isLast ? (before.playbook?.rest ?? []) : [];
  const told = attributes ?? attributesOf(rest, answer);
  if (told) keep(world, session, told);
  if (isLast && before.playbook) goOn(world, conversationId, stepsAfter(rest, answer), { session });

  const conversation = ownConversation(world, session, conversationId);
  const { contactId } = session;
  world.mail.tell({ contactId, message: { type: 'conversation', conversation }, except: session });
  return { conversation, message: seenMessage(message), started: isUnanswered(before) };
}

function outcomeOf(card: Card, answer: CardAnswer): Outcome {
  if (card.type === 'buttons' && answer.type === 'buttons' && card.buttons.includes(answer.text))
    return { card: { ...card, answer: answer.text }, text: answer.text };
  if (card.type === 'email' && answer.type === 'email')
    return {
      card: { ...card, answer: answer.email },
      text: answer.email,
      attributes: { email: answer.email },
    };
  if (card.type === 'phone' && answer.type === 'phone')
    return {
      card: { ...card, answer: answer.phone },
      text: answer.phone,
      attributes: { phone: answer.phone },
    };
  if (card.type === 'meeting' && answer.type === 'meeting' && card.slots.includes(answer.time))
    return booked(card, answer);
  throw new RequestError('bad_request', `This answer does not fit a card of the kind "${card.type}".`);
}

function booked(
  card: Card & { type: 'meeting' },
  { time, timeZone }: CardAnswer & { type: 'meeting' },
): Outcome {
  try {
    const text = meetingText(time, timeZone);
    return { card: { ...card, answer: { time, duration: card.duration, timeZone } }, text };
  } catch {
    throw new RequestError('bad_request', `Unknown time zone ${JSON.stringify(timeZone)}.`);
  }
}

// What a visitor tells the bot is known of the contact from then on, as after setUserAttributes.
function keep(world: World, session: Session, attributes: Attributes): void {
  const applied = world.contacts.setAttributes(session.contactId, attributes);
  world.ledger.append({ type: 'attributes', ...subjectOf(world, session), ...applied, outcome: 'applied' });
}

/** What a clicked answer tells of the contact, where its question says so. */
function attributesOf([asked]: readonly PlaybookStep[], answer: CardAnswer): Attributes | undefined {
  if (!asked || !('buttons' in asked) || answer.type !== 'buttons') return undefined;
  return asked.attribute === undefined ? undefined : { [asked.attribute]: answer.text };
}

function stepsAfter(rest: readonly PlaybookStep[], answer: CardAnswer): readonly PlaybookStep[] {
  const [asked, ...next] = rest;
  if (!asked || !('buttons' in asked) || answer.type !== 'buttons') return next;
  const button = asked.buttons.find((one) => (typeof one === 'string' ? one : one.text) === answer.text);
  return typeof button === 'object' && button.then ? button.then : next;
}
