// Also the rest of one after a cut. One pass without backtracking.
const TOKEN = /eyJ[\w-]{8,}(?:\.[\w-]*){0,2}/g;

// Marks that turn the letters after them around, so that a text reads as what it is not.
const TURNS = /[\u202A-\u202E\u2066-\u2069]/g;

/** Enough of any text for people to read; a page can send a name of sixty thousand characters. */
const LONGEST_TEXT = 2000;

/**
 * The text as it may be on a screen: no whole token in it, wherever it came from, nothing that turns it around, and no
 * more than people read.
 */
export function shownText(text: string, longest: number = LONGEST_TEXT): string {
  const cut = text
    .slice(0, longest)
    .replace(TOKEN, (token) => `${token.slice(0, 3)}… (a token)`)
    .replace(TURNS, (mark) => `⟨U+${mark.charCodeAt(0).toString(16).toUpperCase()}⟩`);
  return text.length > longest ? `${cut}… (${text.length} characters)` : cut;
}

/** A value as a developer writes it, on one line. */
export function shownValue(value: unknown, longest: number = LONGEST_TEXT): string {
  return shownText(JSON.stringify(value) ?? String(value), longest);
}

/** A value as a developer writes it, on as many lines as it needs. */
export function shownBlock(value: unknown, longest: number = 2 * LONGEST_TEXT): string {
  return shownText(JSON.stringify(value, null, 2) ?? String(value), longest);
}
