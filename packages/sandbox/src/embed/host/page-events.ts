export interface PageEvents {
  onHash: (hash: string) => void;
  /** The page is there: now, and again when it comes back from where the browser kept it. */
  onShow: () => void;
  /** The page goes away, or is followed no longer. */
  onHide: () => void;
}

/** Follows the page until the answer is called. */
export function followPage({ onHash, onShow, onHide }: PageEvents): () => void {
  const following = new AbortController();
  const { signal } = following;
  let isShown = false;
  const show = (): void => {
    // The first pageshow may come after us, of a page that is there already.
    if (!isShown) onShow();
    isShown = true;
  };
  const hide = (): void => {
    if (isShown) onHide();
    isShown = false;
  };
  show();
  // Of two changes at once, each brings its own address.
  window.addEventListener('hashchange', ({ newURL }) => onHash(new URL(newURL).hash), { signal });
  window.addEventListener('pageshow', show, { signal });
  window.addEventListener('pagehide', hide, { signal });
  return () => {
    following.abort();
    hide();
  };
}
