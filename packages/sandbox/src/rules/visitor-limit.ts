import type { World } from '../stores/world';

/**
 * Keeps the number of browsers within a limit: of more, the one not seen for longest is forgotten, unless a page of its is
 * open; and with it those of its contacts that are nobody's, have no external id and never wrote. Answers how to stop.
 */
export function limitVisitors(world: World, limit: number): () => void {
  // Which browsers have a page open, in the order in which they were last heard of.
  const openPages = new Map(world.browsers.list().map((browser) => [browser.aid, browser.openPages]));
  const forgetOne = (): void => {
    const [newest] = [...openPages.keys()].slice(-1);
    for (const [aid, pages] of openPages) {
      if (pages > 0 || aid === newest) continue;
      openPages.delete(aid);
      return forget(world, aid);
    }
  };
  return world.changes.add((message) => {
    if (message.type === 'cleared') openPages.clear();
    if (message.type !== 'browser') return;
    const { aid, openPages: pages } = message.browser;
    openPages.delete(aid);
    openPages.set(aid, pages);
    if (openPages.size > limit) forgetOne();
  });
}

function forget({ browsers, contacts, conversations, sessions, changes }: World, aid: string): void {
  const browser = browsers.get(aid);
  browsers.forget(aid);
  sessions.closeAllOf(aid);
  const ids = new Set(browser?.history.map(({ contactId }) => contactId));
  const forgotten = [...ids].filter(
    (id) => contacts.get(id)?.externalId === null && conversations.ofContact(id).length === 0,
  );
  for (const id of forgotten) contacts.forget(id);
  changes.tell({ type: 'forgotten', aid, contactIds: forgotten });
}
