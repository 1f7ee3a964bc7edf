import { DEFAULT_AGENT, FIRST_COMPUTED_ID, BOT, VISITOR } from '../rules/known-ids';
import type { StoredConversation, StoredMessage } from '../protocol';
import { fileInfoAt } from './files';
import type { Formula } from './formula';
import { hash, pick } from './hash';

const QUESTIONS = [
  'Do you deliver on Saturdays?',
  'Can I have an invoice for March?',
  'Our trial ends on Friday. What happens then?',
  'Is there a plan for <25 people & more?',
  'Ça marche aussi en français ? 👍',
] as const;
const ANSWERS = ['Yes, it does.', 'Let me look that up for you.', 'Here it is.', 'Of course!'] as const;
/** Every hundredth conversation needs several pages. */
const LONG = 120;
const MOST = 1000;

type Frame = Pick<StoredConversation, 'id' | 'createdAt' | 'updatedAt' | 'status'> & { index: number };

/** The messages of a conversation, the last when it was updated. */
export function messagesAt(formula: Formula, frame: Frame): StoredMessage[] {
  const { index, status } = frame;
  if (status === 'bulk_sent') return [messageAt(formula, frame, { from: 'bot', number: 0, of: 1 })];
  const of = index % 100 === 7 ? LONG : 2 + (hash(formula.seed, 3, index) % 9);
  return Array.from({ length: of }, (_, number) =>
    messageAt(formula, frame, { from: number % 2 === 0 ? 'visitor' : 'agent', number, of }),
  );
}

interface Place {
  from: StoredMessage['from'];
  number: number;
  of: number;
}

function messageAt(formula: Formula, frame: Frame, { from, number, of }: Place): StoredMessage {
  const { index, id: conversationId, createdAt, updatedAt } = frame;
  const chance = hash(formula.seed, 4, index, number);
  const file = number === 0 ? fileInfoAt(index) : undefined;
  const isNote = from === 'agent' && chance % 10 === 0;
  return {
    id: FIRST_COMPUTED_ID + index * MOST + number + 1,
    conversationId,
    at: number === of - 1 ? updatedAt : createdAt + Math.floor(((updatedAt - createdAt) * number) / of),
    from,
    author: from === 'visitor' ? VISITOR : from === 'bot' ? BOT : DEFAULT_AGENT,
    text: from === 'visitor' ? pick(QUESTIONS, chance) : pick(ANSWERS, chance),
    type: isNote ? 'private_note' : 'chat',
    ...(file && { attachments: [file] }),
  };
}
