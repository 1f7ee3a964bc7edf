import { DEFAULT_AGENT } from '../rules/known-ids';
import type { Author, Card, PlaybookStep } from '../protocol';

const MINUTE = 60_000;
const DURATION = 30;
const DAYS = 3;
const STARTS = [
  [9, 0],
  [10, 30],
  [13, 0],
  [15, 30],
] as const;
const SATURDAY = 6;

/** The card of a step that asks something; undefined where the bot only speaks. */
export function cardOf(step: PlaybookStep, now: number): Card | undefined {
  if ('buttons' in step) {
    const buttons = step.buttons.map((one) => (typeof one === 'string' ? one : one.text));
    return { type: 'buttons', buttons, answer: null };
  }
  if (!('ask' in step)) return undefined;
  return step.ask === 'meeting' ? calendarOf(DEFAULT_AGENT, now) : { type: step.ask, answer: null };
}

/** When this person has time: on the next working days, by the clock of this machine. */
export function calendarOf(teamMember: Author, now: number): Card & { type: 'meeting' } {
  const days = workingDaysAfter(now).map((day) =>
    STARTS.map(([hour, minute]) => new Date(day).setHours(hour, minute, 0, 0)),
  );
  return { type: 'meeting', teamMember, duration: DURATION, slots: days.flat(), answer: null };
}

function workingDaysAfter(now: number): number[] {
  const days: number[] = [];
  const day = new Date(now);
  while (days.length < DAYS) {
    day.setDate(day.getDate() + 1);
    if (day.getDay() % SATURDAY !== 0) days.push(day.getTime());
  }
  return days;
}

/** A time as the bot writes it: `Tuesday, 24 November, 10:30 (Europe/Berlin)`. Throws `RangeError` for an unknown zone. */
export function meetingText(time: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  });
  return `${format.format(new Date(time - (time % MINUTE)))} (${timeZone})`;
}
