import type { WebhookEntry } from '../protocol';
import type { Timetable } from '../time/timetable';
import type { Poster } from './post-json';

/** What came of one attempt, as the ledger says it. */
export type Outcome = Pick<WebhookEntry, 'outcome' | 'status' | 'answer' | 'why' | 'took'>;

export interface AttemptOptions {
  poster: Poster;
  timetable: Timetable;
  now: () => number;
  url: string;
  body: string;
  token: string;
  /** Milliseconds from the first byte sent to the last one read. */
  deadline: number;
  /** Ends the attempt early. */
  stop: AbortController;
  isCut: boolean;
}

const TOO_LATE = new Error('too late');

/** Posts it once. Never rejects. */
export async function attempt(options: AttemptOptions): Promise<Outcome> {
  const { poster, timetable, now, url, body, token, deadline, stop, isCut } = options;
  const startedAt = now();
  const endDeadline = timetable.after(deadline, () => stop.abort(TOO_LATE));
  const ended = (outcome: WebhookEntry['outcome'], rest: Partial<Outcome>): Outcome => {
    return { outcome, status: null, answer: null, why: null, took: now() - startedAt, ...rest };
  };
  try {
    const headers = { 'X-Verification-Token': token };
    const answer = await poster.post(url, { headers, body, signal: stop.signal, isCut });
    if (!answer) return ended('cut_off', { why: 'The line was cut in the middle of the body.' });
    const { status, text } = answer;
    return ended(status >= 200 && status < 300 ? 'delivered' : 'refused', { status, answer: text });
  } catch (error) {
    if (stop.signal.reason === TOO_LATE)
      return ended('timed_out', { why: `No answer within ${deadline} ms.` });
    return ended('unreachable', { why: reasonOf(error as NodeJS.ErrnoException) });
  } finally {
    endDeadline();
  }
}

// Of several addresses tried, Node has no message but a code.
function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  return message || (code ?? 'The receiver cannot be reached.');
}
