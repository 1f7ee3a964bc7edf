import { isTimeZone } from '../shared/read-meeting';

const EUROS = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' });
const WHOLE_EUROS = new Intl.NumberFormat('en-IE', {
  style: 'currency',
  currency: 'EUR',
  maximumFractionDigits: 0,
});
const SIGNED_EUROS = new Intl.NumberFormat('en-IE', {
  style: 'currency',
  currency: 'EUR',
  signDisplay: 'exceptZero',
});
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** Each takes cents. */
export const exactEuros = (cents: number): string => EUROS.format(cents / 100);
export const euros = (cents: number): string => WHOLE_EUROS.format(cents / 100);
export const signedEuros = (cents: number): string => SIGNED_EUROS.format(cents / 100);

/** "2026-11" as "Nov". */
export const monthName = (month: string): string => MONTH.format(new Date(`${month}-01`));
/** "2026-11-20" as "20 Nov". */
export const dayName = (date: string): string => DAY.format(new Date(date));

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const LONG_DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

export const clockTime = (date: Date): string => CLOCK.format(date);
export const longDay = (date: Date): string => LONG_DAY.format(date);

/** In the time zone that was agreed on, which it names; in ours, where this browser does not know that one. */
export const meetingTime = (date: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    ...(isTimeZone(timeZone) && { timeZone }),
    timeZoneName: 'short',
  }).format(date);
