/** What `String()`, a template or JSON makes of a missing value. */
const WORDS = new Set([
  'undefined',
  'null',
  'NaN',
  'true',
  'false',
  'Infinity',
  '-Infinity',
  'Invalid Date',
  '{}',
  '[]',
  '""',
]);

/** What `String()` or `inspect` makes of an object, a promise, a function or an error. */
const PRINTED = [
  /\[(?:object|class|(?:Async)?(?:Generator)?Function)\b[^\]]{0,60}\]/,
  /^Symbol\(/,
  /^Promise \{/,
  /^\w*Error: /,
  /^class\b[^{]*\{/,
  /^(?:async )?(?:function\b[^(]*\(|\([^)]*\) *=>|[\w$]+ *=>)/,
  // A method, a getter: `getId() { return this.id }`.
  /^(?:async |get |static )?[\w$*]+\([^)]*\) *\{/,
];

/** A lost value inside a longer id: `org_1:null`, `user_undefined`, `org_1:`; and an unfilled template. */
const WITHIN = [
  /(?<![\p{L}\p{N}])(?:undefined|NaN)(?![\p{L}\p{N}])/u,
  /(?<![^:|/#])(?:null|true|false)(?![^:|/#])/,
  /^[:|]|[:|]$/,
  /\$\{|\{\{|<%/,
];

const UNSEEN = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** The text without white space around it, and without invisible characters. */
const seen = (text: string): string => text.replace(UNSEEN, '').trim();

/** Whether the whole text is the remains of a missing value, a promise or an object. */
export function isLost(text: string): boolean {
  const word = seen(text);
  return WORDS.has(word) || PRINTED.some((pattern) => pattern.test(word));
}

/** Whether a missing value left its mark anywhere in the text. */
export function hasLost(text: string): boolean {
  const word = seen(text);
  return isLost(word) || WITHIN.some((pattern) => pattern.test(word));
}

/** Whether characters of the text were lost: half a pair of surrogates, or the sign that decoders put in. */
export const hasLostCharacters = (text: string): boolean => /[\p{Cs}\ufffd]/u.test(text);
