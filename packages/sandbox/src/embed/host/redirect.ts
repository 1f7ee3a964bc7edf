/** The page goes there, if it is a page. */
export function redirect(url: string): void {
  if (!URL.canParse(url, location.href)) return;
  const target = new URL(url, location.href);
  // Only the web: a `javascript:` address would run on the page.
  if (target.protocol === 'https:' || target.protocol === 'http:') location.assign(target);
}
