import { decodeHTML, escapeText } from 'entities';

const TAG = /<[a-z/!][^<>]*>/gi;
const BREAK = /^<(?:\/(?:p|div|li|h[1-6]|tr|blockquote)\s*|br\s*\/?)>$/i;
const HREF = /\shref\s*=\s*["']([^"'>]{1,2000})["']/i;

/** What a person reads in a body that was posted as HTML: tags are gone, and a link says where it leads. */
export function textOf(html: string): string {
  const parts: string[] = [];
  let link: { href: string; from: number } | undefined;
  let read = 0;
  // Tag by tag: one expression for a whole link would go over a body of open tags again and again.
  for (const { 0: tag, index } of html.matchAll(TAG)) {
    parts.push(html.slice(read, index));
    read = index + tag.length;
    if (BREAK.test(tag)) parts.push('\n');
    if (/^<a\s/i.test(tag)) link = linkOf(tag, parts.length);
    if (link && /^<\/a\s*>$/i.test(tag)) {
      parts.push(addressBeside(parts.slice(link.from).join(''), link.href));
      link = undefined;
    }
  }
  return decodeHTML(parts.join('') + html.slice(read)).trim();
}

function linkOf(tag: string, from: number): { href: string; from: number } | undefined {
  const href = HREF.exec(tag)?.[1];
  return href === undefined ? undefined : { href, from };
}

/** The address of a link, unless the label contains it. */
function addressBeside(label: string, href: string): string {
  return decodeHTML(label).includes(decodeHTML(href)) ? '' : ` (${href})`;
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
