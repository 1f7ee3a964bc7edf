import type { Meeting } from '../models';
import type { CallOptions } from '../options';
import { createList } from '../pages';
import type { List, PageRead } from '../pages';
import type { Call } from '../request';
import type { Sender } from '../retry';
import { assertGiven, rowsIn } from '../shapes';
import { millisecondsOf } from '../time';

export interface MeetingFilter {
  /** Drift has nothing older than 30 days. */
  readonly minStartTime: Date | number;
  readonly maxStartTime: Date | number;
}

export interface Meetings {
  /**
   * Meetings that start between the two times. Drift gives at most 1,000 for one request and no way to the rest:
   * where as many come, the client asks for shorter spans, so that none is missing. Scope `user_read`.
   * devdocs: get-booked-meetings.
   */
  list(filter: MeetingFilter, options?: CallOptions): List<Meeting>;
}

const MOST = 1_000;

export function createMeetings(send: Sender): Meetings {
  return {
    list(filter, options) {
      assertGiven(filter, 'meetings.list needs { minStartTime, maxStartTime }.');
      const { minStartTime, maxStartTime } = filter;
      const from = millisecondsOf(minStartTime, 'minStartTime');
      const to = millisecondsOf(maxStartTime, 'maxStartTime');
      if (from > to) throw new TypeError('minStartTime must not be after maxStartTime.');
      return createList({
        name: 'GET /users/meetings/org',
        kinds: ['from'],
        read: (cursor) => readSpan(cursor ? Number(cursor.value) : from, to, (span) => send(span, options)),
      });
    },
  };
}

/** Halves the span until Drift gives fewer than it gives at most. */
async function readSpan(
  from: number,
  last: number,
  ask: (call: Call<Meeting[]>) => Promise<Meeting[]>,
): Promise<PageRead<Meeting>> {
  let to = last;
  let rows = await ask(meetingsIn(from, to));
  while (rows.length >= MOST && to - from > 1) {
    to = from + Math.floor((to - from) / 2);
    rows = await ask(meetingsIn(from, to));
  }
  if (to === last) return { items: rows };
  // Whether Drift counts the end in is not documented: what starts there comes with the next span.
  return { items: rows.filter(({ slotStart }) => slotStart < to), next: { kind: 'from', value: String(to) } };
}

const meetingsIn = (from: number, to: number): Call<Meeting[]> => ({
  method: 'GET',
  path: '/users/meetings/org',
  query: [
    ['min_start_time', String(from)],
    ['max_start_time', String(to)],
    ['limit', String(MOST)],
  ],
  scope: 'user_read',
  read: rowsIn,
});
