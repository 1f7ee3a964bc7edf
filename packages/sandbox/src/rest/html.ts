import { decodeHTML, escapeText } from 'entities';

const BREAK = /<\/(?:p|div|li|h[1-6]|tr|blockquote)\s*>|<br\s*\/?>/gi;
const LINK = /<a\s[^>]*?href\s*=\s*["']([^"'>]{1,2000})["'][^>]*>([^<]{0,2000})<\/a>/gi;
const TAG = /<[a-z/!][^<>]*>/gi;

/** What a person reads in a body that was posted as HTML: tags are gone, and a link says where it leads. */
export function textOf(html: string): string {
  const linked = html.replace(LINK, (_link, href: string, label: string) =>
    decodeHTML(label).includes(decodeHTML(href)) ? label : `${label} (${href})`,
  );
  return decodeHTML(linked.replace(BREAK, '\n').replace(TAG, '')).trim();
}

/** Text as a visitor's message has it in an answer. */
export function encoded(text: string): string {
  return escapeText(text);
}

/** Text as a bot says it: in paragraphs. */
export function paragraphs(text: string): string {
  return text
    .split('\n')
    .map((line) => `<p>${escapeText(line)}</p>`)
    .join('');
}
