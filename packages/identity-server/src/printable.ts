/**
 * What steers a terminal, turns text around or cannot be seen: control characters, line ends, marks of writing direction,
 * zero-width characters, and the spaces that are not the plain one.
 */
const STEERING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}|(?<= ) /gu;

/**
 * Text that came from elsewhere, made safe for a log and a terminal, on one line. A second space in a row is written out
 * too: with enough of them a line breaks where its writer wants. JSON stays the same JSON.
 */
export const printable = (text: string): string =>
  text.replace(STEERING, (character) =>
    Array.from({ length: character.length }, (_, i) => escaped(character.charCodeAt(i))).join(''),
  );

const escaped = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;

/** Text that came from elsewhere, in quotes: it can neither begin a line of its own nor colour it. */
export const quoted = (text: string): string => printable(JSON.stringify(text));
