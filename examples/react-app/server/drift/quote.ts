import { escapeHtml } from '@driftkit/api';
import type { DriftClient, WebhookEvent } from '@driftkit/api';
import type { Job, Turn } from '../jobs';
import { say } from './say';

/** The goal of the playbook that asks; see quote-playbook.ts. */
export const QUOTE_GOAL = 'quote_reached';

/** The job in an event, where a visitor has answered all questions. */
export function quoteJob(event: WebhookEvent): Job | undefined {
  if (event.type !== 'playbook_goal_met' || event.data.goalName !== QUOTE_GOAL) return undefined;
  const { conversationId, contactId } = event.data;
  return { kind: 'quote', conversationId, subject: { contactId } };
}

/** Reads the answers from the contact, where the playbook has saved them, and posts the quote into the chat. */
export async function postQuote(drift: DriftClient, turn: Turn): Promise<string> {
  const { attributes } = await drift.contacts.get(String(turn.subject['contactId']));
  const quote = quoteFor(attributes);
  if (!quote) {
    await say(drift, turn, { type: 'private_note', body: 'No quote: an answer is missing or unknown.' });
    return 'An answer is missing: a private note says so.';
  }
  const { euros, people } = quote;
  await say(drift, turn, {
    body: `For ${escapeHtml(people)}: <b>€${euros} a month</b>, all included. Ask here for anything else.`,
  });
  return `€${euros} a month was posted into the chat.`;
}

const PEOPLE: Readonly<Record<string, number>> = { 'Just me': 9, '2 to 10': 29, 'More than 10': 79 };
const PAYMENTS: Readonly<Record<string, number>> = {
  'Under 100': 0,
  '100 to 1000': 10,
  'More than 1000': 40,
};

/** The questions and their answers, as the playbook asks them. */
export const ANSWERS = { team_size: Object.keys(PEOPLE), payments: Object.keys(PAYMENTS) } as const;

function quoteFor(
  attributes: Readonly<Record<string, unknown>>,
): { euros: number; people: string } | undefined {
  const [people, payments] = [String(attributes['team_size']), String(attributes['payments'])];
  const [base, extra] = [Object.entries(PEOPLE), Object.entries(PAYMENTS)].map(
    (list, index) => list.find(([answer]) => answer === [people, payments][index])?.[1],
  );
  return base === undefined || extra === undefined ? undefined : { euros: base + extra, people };
}
