/**
 * The token of a mailed link stands behind the `#`, which no browser sends to a server. It is taken out of the address before
 * anything else runs: Drift is told of every page by its address, and so is the browser's history.
 */
export const linkToken: string = takeToken();

function takeToken(): string {
  if (location.pathname !== '/welcome' || location.hash === '') return '';
  const token = location.hash.slice(1);
  history.replaceState(history.state, '', location.pathname + location.search);
  return token;
}

// Another link, opened on this very page, changes nothing but what is behind the `#`.
window.addEventListener('hashchange', () => {
  if (location.pathname === '/welcome' && location.hash !== '') location.reload();
});
