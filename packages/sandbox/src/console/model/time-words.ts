// Making a formatter is far dearer than using one, and there are hundreds of times on a page.
const TO_SECOND = new Intl.DateTimeFormat([], { timeStyle: 'medium', hourCycle: 'h23' });
const TO_MINUTE = new Intl.DateTimeFormat([], { timeStyle: 'short', hourCycle: 'h23' });
const WHOLE = new Intl.DateTimeFormat([], { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });

/** `14:03:22`. Times are epoch milliseconds everywhere in this file. */
export const timeOfDay = (at: number): string => TO_SECOND.format(at);
/** `14:03` */
export const shortTime = (at: number): string => TO_MINUTE.format(at);
/** `14:03:22.104`: calls come several a second. */
export const preciseTime = (at: number): string =>
  `${TO_SECOND.format(at)}.${String(Math.trunc(at) % 1000).padStart(3, '0')}`;
/** Date and time; says so where the number is no time at all. */
export const wholeTime = (at: number): string =>
  Number.isNaN(new Date(at).getTime()) ? `no time: ${at}` : WHOLE.format(at);

const UNITS: readonly (readonly [unit: string, seconds: number])[] = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
];

/** A length of time in its two largest units: `4 min 58 s`. */
export function duration(seconds: number): string {
  let rest = Math.round(Math.abs(seconds));
  const first = UNITS.findIndex(([, size]) => rest >= size);
  if (first === -1) return '0 s';
  const parts = UNITS.slice(first, first + 2).map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? `${count} ${unit}` : '';
  });
  return parts.filter((part) => part !== '').join(' ');
}
