/** What the console shows, as its address says it; so a view can be linked, reloaded and gone back to. */
export type Route =
  /** Null follows the browser that is at it now. */
  | { view: 'identity'; aid: string | null }
  | { view: 'contact'; contactId: number }
  /** Null stands for the newest conversation. */
  | { view: 'inbox'; conversationId: number | null }
  /** Null stands for the first app. */
  | { view: 'apps'; appId: string | null }
  | { view: 'switches' };

/** The route of a fragment such as `#/inbox/5001`; the first view for an unknown one. */
export function parseRoute(fragment: string): Route {
  const [view, argument] = fragment.replace(/^#?\/?/, '').split('/');
  if (view === 'switches') return { view };
  if (view === 'apps') return { view, appId: decoded(argument) };
  if (view === 'inbox') return { view, conversationId: numberOf(argument) };
  const contactId = numberOf(argument);
  if (view === 'contact' && contactId !== null) return { view, contactId };
  return { view: 'identity', aid: view === 'browser' ? decoded(argument) : null };
}

/** The fragment of a route. */
export function linkTo(route: Route): string {
  switch (route.view) {
    case 'identity':
      return route.aid === null ? '#/' : `#/browser/${encodeURIComponent(route.aid)}`;
    case 'contact':
      return `#/contact/${route.contactId}`;
    case 'inbox':
      return route.conversationId === null ? '#/inbox' : `#/inbox/${route.conversationId}`;
    case 'apps':
      return route.appId === null ? '#/apps' : `#/apps/${encodeURIComponent(route.appId)}`;
    case 'switches':
      return '#/switches';
  }
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function decoded(text: string | undefined): string | null {
  if (text === undefined || text === '') return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
