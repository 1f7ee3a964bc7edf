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
