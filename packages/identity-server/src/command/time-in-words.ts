import { printable } from '../printable';

const UNITS = [
  ['day', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** A time of a token for a person: `2026-11-21T00:11:26Z (in 4 min 57 s)`. */
export function timeInWords(seconds: unknown, now: number): string {
  if (typeof seconds !== 'number') return `${printable(JSON.stringify(seconds))} (not a number)`;
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return `${seconds} (no point in time)`;
  const distance = Math.round(seconds - now / 1000);
  const words = spanInWords(Math.abs(distance));
  return `${date.toISOString().replace('.000Z', 'Z')} (${distance > 0 ? `in ${words}` : `${words} ago`})`;
}

/** The two largest units of a span. */
function spanInWords(seconds: number): string {
  const parts: string[] = [];
  let rest = seconds;
  for (const [unit, length] of UNITS) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) parts.push(`${count} ${unit}${unit === 'day' && count > 1 ? 's' : ''}`);
  }
  return parts.slice(0, 2).join(' ') || '0 s';
}
