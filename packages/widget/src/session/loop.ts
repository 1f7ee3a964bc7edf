/** The loop: applies a fact, runs the actions that follow, then publishes. A fact from within an action is applied at once, and followed up by the loop that runs. */
import { compare, hashOf, isNamed } from '../association';
import { readJar } from '../cookies';
import type { Jar } from '../cookies';
import { DriftError } from '../errors';
import { otherOwner, refuseCalls } from '../page/calls';
import { enter, sayReports } from '../page/engine';
import { flush } from '../page/gate';
import { isRetirable, open } from '../page/life';
import { because, development } from '../messages';
import { liveDrift, occupant } from '../snippet';
import { ACTIONS, fail } from './actions';
import { identityOf, isCovered, outcomeOf, publicState } from './derive';
import { fold } from './fold';
import type { Fact } from './fold';
import { next } from './next';
import type { Moment } from './next';
import { dropStaleFlight } from './token-flight';
import { claimant, isDecided, tokened } from './wanted';
import type { Wanted } from './wanted';
import { apply } from './world';
import type { Promised, World } from './world';

/** More actions than any fact needs. The limit keeps an endless loop from freezing the page. */
const MOST_ACTIONS = 16;

/** `resolve` is called with what becomes of the person that the fact states. */
export function act(world: World, fact: Fact, resolve?: Promised['resolve']): void {
  if (world.isClosed) return resolve?.({ status: 'superseded' });
  world.depth++;
  world.isBusy = true;
  try {
    take(world, fact);
    if (resolve) world.promised.push({ person: world.wanted.person, isLogin: isLogin(fact), resolve });
    if (world.isActing) return; // the loop that is under way goes on with what is new
    do doAll(world);
    while (publish(world));
  } finally {
    world.depth--;
    if (world.depth === 0) {
      world.isBusy = false;
      sayReports(world);
    }
  }
}

const isLogin = (fact: Fact): boolean => fact.type === 'stated' && fact.contact !== null;

function take(world: World, fact: Fact): void {
  const { wanted } = world;
  world.jar = wanted.is === 'doubted' ? readJar() : undefined;
  const isRefuted = world.jar !== undefined && contradicts(fact, wanted, world.jar);
  // In doubt it is the other tab's logout come true, and no failure.
  if (fact.type === 'notLoggedIn' && wanted.is === 'user') failLogins(world);
  // Against the other tab a token counts for nothing; the app's own word counts all the same.
  if (!isRefuted || fact.type === 'stated') apply(world, fold(world, fact));
  if (isRefuted) refuse(world, fact);
}

/** An answer that the cookies contradict is asked for again like one that did not come. */
function refuse(world: World, fact: Fact): void {
  const error = new DriftError('tabs_disagree');
  if (fact.type !== 'stated') world.wanted = tokened(world.wanted, { is: 'failed', error });
  world.report(error);
}

/** The server knows of nobody: that is a failure to whoever called `login`. */
function failLogins(world: World): void {
  const { person } = world.wanted;
  const error = new DriftError('not_logged_in');
  settle(world, (login) =>
    login.isLogin && login.person === person ? { status: 'failed', error } : undefined,
  );
  world.report(error);
}

/** Whether the fact disagrees with the other tab's message while the cookies name somebody; for a token, somebody other than its user. */
export function contradicts(fact: Fact, wanted: Wanted, jar: Jar): boolean {
  if (wanted.is !== 'doubted') return false;
  const { hash } = wanted;
  const said = saidBy(fact, wanted);
  if (said === undefined || hash === undefined || hash === (said && hashOf(said))) return false;
  return fact.type === 'token' ? said !== null && compare(jar, said) === 'other' : isNamed(jar);
}

/** The user id in the fact; null when it says that nobody is logged in, undefined when it is not about a user. */
function saidBy(fact: Fact, wanted: Wanted): string | null | undefined {
  if (fact.type === 'stated') return fact.contact && fact.contact.id;
  if (fact.type === 'notLoggedIn') return null;
  return fact.type === 'token' && fact.token.is === 'here' ? claimant(wanted)?.id : undefined;
}

const momentOf = (world: World): Moment => ({
  now: Date.now(),
  // The page is asked only where it matters.
  get drift() {
    return driftFor(world);
  },
  hasOtherOwner: otherOwner(world) !== undefined,
  get mayConfirm() {
    const isSeen = document.visibilityState === 'visible';
    return isSeen && world.logoutTimer === undefined && world.options.getUserJwt !== undefined;
  },
  isHeard: world.arrived?.payload !== undefined,
  jar: world.jar,
});

function driftFor(world: World): Moment['drift'] {
  if (occupant(world.options.embedId)) return 'other';
  if (!liveDrift()) return 'none';
  return isRetirable(world) ? 'ours' : 'live';
}

function doAll(world: World): void {
  world.isActing = true;
  try {
    for (let count = 0; !world.isClosed; count++) {
      const action = next(world, momentOf(world), world.options);
      if (!action) return;
      world.order = undefined;
      if (count === MOST_ACTIONS)
        return fail(world, new DriftError('bad_call', [action, because('no_rest')]));
      ACTIONS[action](world);
    }
  } finally {
    world.isActing = false;
  }
}

/** Publishes the new state to the app and the page. True when this opened Drift, so that more facts may follow. */
function publish(world: World): boolean {
  if (world.isClosed) return false;
  dropStaleFlight(world);
  watchSilence(world);
  const { holder, phase } = world.page;
  const isHere = phase === 'ready' || phase === 'loading';
  const here = isHere && 'person' in holder ? holder.person : undefined;
  refuseCalls(
    world,
    'superseded',
    ({ person }) => person !== undefined && person !== world.wanted.person && person !== here,
  );
  const isOpened = present(world);
  flush(world.gate);
  if (world.isClosed) return false;
  world.identity.set(identityOf(world));
  settle(world, (promised) => outcomeOf(world, promised));
  world.isBusy = false;
  sayReports(world);
  return isOpened;
}

/** Hides or shows the frames. When they may be shown, opens Drift: reports ready and sends the waiting calls. */
function present(world: World): boolean {
  const { page, cover } = world;
  const show = (): void => world.state.set(publicState(world, world.missing));
  const isHidden = isCovered(world);
  if (isHidden) cover.cover();
  else cover.lift();
  if (isHidden && page.isOpen) enter(world, { ...page, isOpen: false });
  const opens = !isHidden && page.phase === 'ready' && !page.isOpen;
  if (opens) open(world, show);
  else show();
  return opens;
}

function settle(world: World, outcomeFor: (promised: Promised) => ReturnType<typeof outcomeOf>): void {
  world.promised = world.promised.filter((promised) => {
    const outcome = outcomeFor(promised);
    if (outcome) promised.resolve(outcome);
    return !outcome;
  });
}

/** Reports when the app passes `undefined` for too long. In production, only if a user's chat is hidden meanwhile. */
function watchSilence(world: World): void {
  const { wanted, isRequested, options } = world;
  if (isRequested && isSilent(wanted))
    world.silenceTimer ??= setTimeout(() => endSilence(world), options.undecidedTimeout);
  else {
    clearTimeout(world.silenceTimer);
    world.silenceTimer = undefined;
  }
}

/** The app has said nothing yet, or does not know any more of whom it said. */
const isSilent = (wanted: Wanted): boolean =>
  wanted.is === 'doubted' ? wanted.contact !== null && !wanted.mayReturn : !isDecided(wanted);

function endSilence(world: World): void {
  const { wanted, options } = world;
  const isSevere = wanted.is !== 'unsaid';
  act(world, { type: 'silentTooLong' });
  if (isSevere || development) world.report(new DriftError('undecided', [String(options.undecidedTimeout)]));
}
