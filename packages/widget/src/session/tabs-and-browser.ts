/** What the other tabs and the browser tell: that things may not be as they were. */
import { compare, isNamed } from '../association';
import { readJar } from '../cookies';
import { isLive, vendorDrift } from '../snippet';
import { listenTo } from '../tabs';
import { act } from './loop';
import { startFlight } from './token-flight';
import { claimant } from './wanted';
import { hashIn } from './world';
import type { World } from './world';

/** Milliseconds for the server to end a session: an app tells Drift first, and a token asked for at once would confirm who has just left. */
const LOGOUT_TAKES = 1000;

export function heardTab(world: World, fact: unknown): void {
  const hash = hashIn(fact);
  if (hash !== undefined) beTold(world, hash);
}

function beTold(world: World, hash: string | null | undefined): void {
  act(world, { type: 'told', hash, isLive: isLive(vendorDrift()) });
  clearTimeout(world.asking);
  if (hash === null) world.asking = setTimeout(() => confirm(world), LOGOUT_TAKES);
  else confirm(world);
}

/** Asks for a token that may confirm a person in doubt. A tab that nobody looks at waits: twenty tabs must not ask for twenty tokens. */
function confirm(world: World): void {
  const { wanted, rules, engine, flight } = world;
  const suspect = wanted.is === 'undecided' ? claimant(wanted) : undefined;
  const isSeen = document.visibilityState === 'visible';
  if (!engine.isClosed && suspect && rules.getUserJwt && !flight && isSeen) startFlight(world, suspect);
}

/** What this tab was not told of in the back/forward cache must show in the cookies, or in a fresh token. */
function restored(world: World): void {
  const { wanted, rules } = world;
  const jar = readJar();
  const isSame =
    wanted.is === 'user' ? compare(jar, wanted.contact.id) === 'same' && !rules.getUserJwt : !isNamed(jar);
  if (isSame) confirm(world);
  else beTold(world, undefined);
}

/** Listens to what a page may sleep through; returns the way to stop. */
export function watchBrowser(world: World): () => void {
  const stops = [
    listenTo(window, {
      online: () => act(world, { type: 'online' }),
      pageshow: ({ persisted }) => void (persisted && restored(world)),
    }),
    listenTo(document, { visibilitychange: () => confirm(world) }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
