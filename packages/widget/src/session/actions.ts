/** The actions that `next` can return. An action only changes the world; the loop reacts to the change. */
import { aidOf, idsIn, isNamed, leftIn } from '../association';
import { readJar } from '../cookies';
import { DriftError } from '../errors';
import { beginReset, isPageTaken, send } from '../page/calls';
import { after, enter, isDown } from '../page/engine';
import { giveUp, takeDown, takeOff, withdraw } from '../page/life';
import { boot, swapIdentity } from '../page/loader';
import { countRevival } from '../page/place';
import { OTHER } from '../page/record';
import type { Before, UserHolder } from '../page/record';
import { otherEmbedId } from '../page/script';
import { because } from '../messages';
import { othersBeside, pageRegistry } from '../registry';
import { liveDrift, occupant, staysLive } from '../snippet';
import { changedAttributes, identifyEntry } from '../user';
import type { QueueEntry } from '../vendor';
import { failed, visitorOf } from './fold';
import { judge } from './judge';
import type { Action } from './next';
import { startFlight } from './token-flight';
import { tokened } from './wanted';
import { eraseCookies, remember } from './world';
import type { World } from './world';

export const ACTIONS: Record<Action, (world: World) => void> = {
  unload(world) {
    takeOff(world);
  },

  withdraw,

  ask(world) {
    if (world.options.getUserJwt) return startFlight(world);
    const error = new DriftError('token_failed', [because('ran_out')]);
    world.report(error);
    world.wanted = tokened(world.wanted, { is: 'failed', error });
  },

  look(world) {
    const { due } = world;
    const jar = (world.jar = readJar());
    const { page, strikes, isLast } = judge(world, jar, world.strikes);
    Object.assign(world, { strikes, due: undefined });
    if (page !== world.page) enter(world, page);
    if (isLast) world.report(new DriftError('conflict', [because('foreign_identity')]));
    if (page.phase !== 'ready') return;
    if (page.holder.who === 'user' && due !== 'change') remember(world, page.holder.contact.id);
    if (due === 'settled' && page.holder.who === 'nobody' && isNamed(jar)) clean(world);
  },

  standDown(world) {
    takeDown(world);
  },

  forget(world) {
    const { page } = world;
    const isRunning = !isDown(world);
    // A Drift that we did not load may hold the user whom these cookies name. Record that before deleting them, so that it is reset.
    const isOrphan = liveDrift() && othersBeside(world).length === 0 && !isPageTaken(world);
    if (page.holder.who === 'stranger' && (isRunning || isOrphan)) enter(world, { ...page, holder: OTHER });
    if (isRunning) return eraseCookies(world); // a reset follows, and judges it
    const error = eraseAndCheck(world);
    if (error) failUnforgotten(world, error);
  },

  refuse(world) {
    fail(world, otherEmbedId(occupant(world.options.embedId) ?? ''));
  },

  join(world) {
    boot(world, world.page.holder);
  },

  boot(world) {
    const identity = wantedIdentity(world);
    if (identity) remember(world, identity.holder.contact.id);
    boot(world, identity?.holder ?? visitorOf(world.wanted), identity?.entry);
  },

  swap(world) {
    const identity = wantedIdentity(world);
    if (identity && swapIdentity(world, identity.entry)) hold(world, identity.holder);
  },

  recall(world) {
    if (!swapIdentity(world, undefined)) return ACTIONS.leave(world);
    const error = eraseAndCheck(world);
    if (error) return failUnforgotten(world, error);
    enter(world, { ...world.page, holder: visitorOf(world.wanted) });
  },

  leave(world) {
    const before = eraseForReset(world);
    enter(world, { phase: 'leaving', holder: OTHER, before });
    after(world, world.options.resetTimeout, () => world.heard({ type: 'late' }));
  },

  identify(world) {
    const identity = wantedIdentity(world);
    if (!identity) return;
    hold(world, identity.holder);
    send(world, 'identify', identity.entry.slice(1));
  },

  update(world) {
    const { wanted, page } = world;
    const { holder } = page;
    if (holder.who !== 'user' || wanted.is !== 'user') return;
    enter(world, { ...world.page, holder: { ...holder, contact: wanted.contact } });
    send(world, 'api.setUserAttributes', [changedAttributes(holder.contact, wanted.contact)]);
  },

  reset(world) {
    beginReset(world, eraseForReset(world));
  },

  rebuild(world) {
    const error = new DriftError('reset_unsettled', [String(world.options.resetTimeout)]);
    if (staysLive()) return fail(world, error);
    if (world.page.phase === 'stuck') world.report(error);
    takeDown(world);
    const left = eraseAndCheck(world);
    if (left) failUnforgotten(world, left);
  },

  revive(world) {
    if (countRevival(world)) takeDown(world);
    else fail(world, new DriftError('removed'));
  },
};

/** Stops work on this page until the next `load()`. */
export function fail(world: World, error: DriftError): void {
  // Who was refused the page does not keep it from others.
  const registry = pageRegistry();
  if (error.code === 'conflict' && registry.session === world) registry.session = undefined;
  giveUp(world, error);
  enter(world, failed(world.page, error));
  world.report(error);
}

/** The wanted user as Drift is told of them; undefined where there is none, or no token. */
function wantedIdentity({ wanted }: World): { holder: UserHolder; entry: QueueEntry } | undefined {
  if (wanted.is !== 'user' || wanted.token.is !== 'here') return undefined;
  const { person, contact, token } = wanted;
  return {
    holder: { who: 'user', person, contact },
    entry: identifyEntry(contact.id, contact.attributes, token.userJwt),
  };
}

function hold(world: World, holder: UserHolder): void {
  remember(world, holder.contact.id);
  enter(world, { ...world.page, holder });
}

/** Deletes the cookies that name a user. Returns the ids that must not come back after the reset. */
function eraseForReset(world: World): Before {
  const { page } = world;
  const jar = world.jar ?? readJar();
  const held = page.holder.who === 'user' ? [page.holder.contact.id] : [];
  const { aid, ids = [] } = page.before ?? {};
  eraseCookies(world);
  return { aid: aidOf(jar) ?? aid, ids: [...ids, ...idsIn(jar), ...held] };
}

/** Deletes cookies that name the person and that a reset left behind. The new visitor's cookies stay. */
function clean(world: World): void {
  eraseCookies(world, 'person');
  const jar = (world.jar = readJar());
  const isLeft = leftIn(jar, 'person').length > 0;
  if (isLeft) enter(world, { ...world.page, phase: 'stuck' });
}

/** Deletes all Drift cookies. The error names those that could not be deleted. */
function eraseAndCheck(world: World): DriftError | undefined {
  eraseCookies(world);
  const left = leftIn((world.jar = readJar()), 'everything');
  return left.length > 0 ? new DriftError('not_forgotten', [left.join(', ')]) : undefined;
}

/** Turns chat off, because the cookies still name another user. A Drift that other code loads now may show that user's chat. */
function failUnforgotten(world: World, error: DriftError): void {
  takeDown(world);
  enter(world, { phase: 'down', holder: OTHER });
  fail(world, error);
  world.jar = undefined;
}
