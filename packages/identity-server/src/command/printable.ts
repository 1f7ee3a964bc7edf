/** What steers a terminal or turns text around: control characters, and the marks of writing direction. */
const STEERING = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Text out of a token, made safe to look at: a token can come from anywhere, and be made to be inspected. */
export const printable = (text: string): string =>
  text.replace(STEERING, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
