// Two things that every answer passes through, written for speed: the obvious ways cost more than JSON.parse itself
// (bench/api has both).

const [ZERO, NINE] = [48, 57];

/** How many digits a number can have at least without being exact. */
const MANY = 16;

/**
 * Says whether 16 digits stand in a row, as `/\d{16,}/` does, by looking at every 16th character: a run that long
 * covers one of them. The regular expression reads each digit up to 16 times.
 */
export function hasManyDigits(text: string): boolean {
  for (let at = MANY - 1; at < text.length; at += MANY) {
    if (!isDigit(text, at)) continue;
    let from = at;
    while (from > 0 && isDigit(text, from - 1)) from--;
    while (isDigit(text, at + 1)) at++;
    if (at - from + 1 >= MANY) return true;
  }
  return false;
}

/** `charCodeAt` gives NaN behind the end. */
function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= ZERO && code <= NINE;
}

const THOUSAND = Array.from({ length: 1_000 }, (_, number) => String(number).padStart(3, '0'));
const SMALL = 2 ** 30;
const MILLION = 1_000_000;

/** The same few ids stand in row after row: of a conversation, an inbox, a bot. */
const KEPT = 256;
const numbers = new Float64Array(KEPT).fill(NaN);
const digits = new Array<string>(KEPT).fill('');

/** The digits of a safe integer, as `String(number)` gives them. */
export function digitsOf(number: number): string {
  const place = number & (KEPT - 1);
  if (numbers[place] !== number) {
    digits[place] = write(number);
    numbers[place] = number;
  }
  return digits[place] ?? '';
}

/** V8 takes ten times as long for what is above 2^31. */
function write(number: number): string {
  const millions = Math.floor(number / MILLION);
  if (number < SMALL || millions >= SMALL) return String(number);
  const rest = number - millions * MILLION;
  const thousands = Math.floor(rest / 1_000);
  return String(millions) + (THOUSAND[thousands] ?? '') + (THOUSAND[rest - thousands * 1_000] ?? '');
}
