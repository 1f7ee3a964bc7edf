import type { PageContext } from '../frame-messages';

/** What `setContext` is given where Drift lives in a frame of the customer's own: the page around it (observed). */
interface GivenContext {
  window?: { location?: { href?: unknown }; navigator?: { language?: unknown } };
  document?: { title?: unknown; referrer?: unknown };
}

/** The page as it is at this moment; what a given context says counts more. */
export function pageContext(given?: unknown): PageContext {
  const { window: around, document: outer } = (given ?? {}) as GivenContext;
  return {
    url: addressOf(around?.location?.href) ?? location.href,
    title: textOf(outer?.title) ?? document.title,
    referrer: textOf(outer?.referrer) ?? document.referrer,
    locale: textOf(around?.navigator?.language) ?? navigator.language,
  };
}

function addressOf(href: unknown): string | undefined {
  return typeof href === 'string' && URL.canParse(href) ? href : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
