/** Reacts to messages of other tabs and to events of the browser, after which the user may have changed. */
import { compare, isNamed } from '../association';
import { readJar } from '../cookies';
import { liveDrift } from '../snippet';
import { listenTo } from '../tabs';
import { act } from './loop';
import { hashIn } from './world';
import type { World } from './world';

/** Milliseconds to wait until the server has ended the session. Apps tell Drift of a logout first; a token asked for at once would confirm the user who has just left. */
const LOGOUT_TAKES = 1000;

export function heardTab(world: World, fact: unknown): void {
  const hash = hashIn(fact);
  if (hash !== undefined) hearOtherTab(world, hash);
}

function hearOtherTab(world: World, hash: string | null | undefined): void {
  clearTimeout(world.logoutTimer);
  world.logoutTimer = hash === null ? setTimeout(() => seen(world), LOGOUT_TAKES) : undefined;
  act(world, { type: 'otherTab', hash, isLive: liveDrift() !== undefined });
}

function seen(world: World): void {
  world.logoutTimer = undefined;
  act(world, { type: 'seen' });
}

/** A page in the back/forward cache misses messages. When it returns, the cookies or a new token show what changed. */
function restored(world: World): void {
  const { wanted, options } = world;
  const jar = readJar();
  const isUnchanged =
    wanted.is === 'user' ? compare(jar, wanted.contact.id) === 'same' && !options.getUserJwt : !isNamed(jar);
  if (isUnchanged) act(world, { type: 'seen' });
  else hearOtherTab(world, undefined);
}

/** Listens for the return of the network and of the page. Returns a function that stops listening. */
export function watchBrowser(world: World): () => void {
  const stops = [
    listenTo(window, {
      online: () => act(world, { type: 'online' }),
      pageshow: ({ persisted }) => void (persisted && restored(world)),
    }),
    // A hidden page asks for no token, so that twenty tabs do not ask for twenty.
    listenTo(document, { visibilitychange: () => act(world, { type: 'seen' }) }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
