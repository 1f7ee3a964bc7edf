import type { VNode } from 'preact';
import { safeLink } from '../model/safe-link';
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
