import type { PageContext } from '../wire';

/** The page as it is at this moment. */
export function pageContext(): PageContext {
  return {
    url: location.href,
    title: document.title,
    referrer: document.referrer,
    locale: navigator.language,
  };
}
