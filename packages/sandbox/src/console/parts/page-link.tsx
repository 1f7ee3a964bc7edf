import type { VNode } from 'preact';
import { shownText } from '../model/shown-text';

/** A page's address: a link where it is one of the web, mere text where it is not. */
export function PageLink({ url }: { url: string }): VNode {
  const text = shownText(url, 300);
  const href = safeLink(url);
  if (href === undefined) return <code>{text}</code>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {text}
    </a>
  );
}

/** The address if a person may be led there: a web page, and nothing that runs. */
export function safeLink(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, href } = new URL(address);
  return protocol === 'http:' || protocol === 'https:' ? href : undefined;
}
