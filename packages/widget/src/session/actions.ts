/** The actions that `next` can return. An action only changes the world; the loop reacts to the change. */
import { aidOf, idsIn, isNamed, leftIn } from '../association';
import { readJar } from '../cookies';
import { DriftError } from '../errors';
import { beginReset, isElsewhere, send } from '../page/calls';
import { after, enter } from '../page/engine';
import { giveUp, takeDown, unload, withdraw } from '../page/life';
import { boot, swapIdentity } from '../page/loader';
import { mayRevive } from '../page/place';
import { OTHER } from '../page/record';
import type { Before, Holder } from '../page/record';
import { otherEmbedId } from '../page/script';
import { because } from '../messages';
import { othersBeside, pageRegistry } from '../registry';
import { isLive, occupant, staysLive, vendorDrift } from '../snippet';
import { changedAttributes, identifyEntry } from '../user';
import type { QueueEntry } from '../vendor';
import { failed, visitorOf } from './fold';
import { judge } from './judge';
import type { Action } from './next';
import { startFlight } from './token-flight';
import { forget, remember, stateIn } from './world';
import type { World } from './world';

export const ACTIONS: Record<Action, (world: World) => void> = {
  unload(world) {
    world.order = undefined;
    unload(world.engine, staysLive());
  },

  withdraw(world) {
    world.order = undefined;
    withdraw(world.engine, () => {
      const left = forgetAndRead(world);
      if (left) world.engine.report(left);
    });
  },

  ask(world) {
    const { wanted, engine } = world;
    if (wanted.is !== 'user') return;
    if (world.rules.getUserJwt) return startFlight(world, wanted.contact);
    const error = new DriftError('token_failed', [because('ran_out')]);
    engine.report(error);
    world.wanted = { ...wanted, token: { is: 'failed', error } };
  },

  look(world) {
    const { engine, due } = world;
    const jar = (world.jar = readJar());
    const { page, strikes, isLast } = judge(stateIn(world), jar, world.strikes);
    Object.assign(world, { strikes, due: undefined });
    if (page !== engine.page) enter(engine, page);
    if (isLast) engine.report(new DriftError('conflict', [because('foreign_identity')]));
    if (page.phase !== 'ready') return;
    if (page.holder.who === 'user' && due !== 'change') remember(world, page.holder.contact.id);
    if (due === 'settled' && page.holder.who === 'nobody' && isNamed(jar)) clean(world);
  },

  standDown(world) {
    takeDown(world.engine, staysLive());
  },

  forget(world) {
    const { engine } = world;
    const { page } = engine;
    const isDown = page.phase === 'down' || page.phase === 'failed';
    // A Drift that we did not load may hold the user whom these cookies name. Record that before deleting them, so that it is reset.
    const isOrphan = isLive(vendorDrift()) && othersBeside(engine.owner).length === 0 && !isElsewhere(engine);
    if (page.holder.who === 'stranger' && (!isDown || isOrphan)) enter(engine, { ...page, holder: OTHER });
    if (!isDown) return forget(world); // a reset follows, and judges it
    const error = forgetAndRead(world);
    if (error) failForgotten(world, error);
  },

  refuse(world) {
    fail(world, otherEmbedId(occupant(world.engine.options.embedId) ?? ''));
  },

  join({ engine }) {
    boot(engine, engine.page.holder);
  },

  boot(world) {
    const holder = wantedHolder(world);
    if (holder.who === 'user') remember(world, holder.contact.id);
    boot(world.engine, holder, entryOf(world));
  },

  swap(world) {
    const { engine } = world;
    const holder = wantedHolder(world);
    if (holder.who !== 'user' || !swapIdentity(engine, entryOf(world))) return;
    enter(engine, { ...engine.page, holder });
    remember(world, holder.contact.id);
  },

  recall(world) {
    const { engine } = world;
    if (!swapIdentity(engine, undefined)) return ACTIONS.leave(world);
    const error = forgetAndRead(world);
    if (error) return failForgotten(world, error);
    enter(engine, { ...engine.page, holder: visitorOf(world.wanted) });
  },

  leave(world) {
    const { engine } = world;
    const before = letGo(world);
    enter(engine, { phase: 'leaving', holder: OTHER, before });
    after(engine, engine.options.resetTimeout, () => world.act({ type: 'late' }));
  },

  identify(world) {
    const { engine } = world;
    const holder = wantedHolder(world);
    const entry = entryOf(world);
    if (holder.who !== 'user' || !entry) return;
    remember(world, holder.contact.id);
    enter(engine, { ...engine.page, holder });
    send(engine, 'identify', entry.slice(1));
  },

  update({ engine, wanted }) {
    const { holder } = engine.page;
    if (holder.who !== 'user' || wanted.is !== 'user') return;
    enter(engine, { ...engine.page, holder: { ...holder, contact: wanted.contact } });
    send(engine, 'api.setUserAttributes', [changedAttributes(holder.contact, wanted.contact)]);
  },

  reset(world) {
    beginReset(world.engine, letGo(world));
  },

  rebuild(world) {
    const { engine } = world;
    const error = new DriftError('reset_unsettled', [String(engine.options.resetTimeout)]);
    if (staysLive()) return fail(world, error);
    if (engine.page.phase === 'stuck') engine.report(error);
    takeDown(engine);
    const left = forgetAndRead(world);
    if (left) failForgotten(world, left);
  },

  revive(world) {
    if (mayRevive(world.engine)) takeDown(world.engine);
    else fail(world, new DriftError('removed'));
  },
};

/** Stops work on this page until the next `load()`. */
export function fail({ engine }: World, error: DriftError): void {
  // Who was refused the page does not keep it from others.
  const registry = pageRegistry();
  if (error.code === 'conflict' && registry.session === engine.owner) registry.session = undefined;
  giveUp(engine, error);
  enter(engine, failed(engine.page, error));
  engine.report(error);
}

/** The holder that Drift has after it boots with, or is sent, the wanted user. */
function wantedHolder({ wanted }: World): Holder {
  return wanted.is === 'user' && wanted.token.is === 'here'
    ? { who: 'user', person: wanted.person, contact: wanted.contact }
    : visitorOf(wanted);
}

function entryOf({ wanted }: World): QueueEntry | undefined {
  if (wanted.is !== 'user' || wanted.token.is !== 'here') return undefined;
  return identifyEntry(wanted.contact.id, wanted.contact.attributes, wanted.token.userJwt);
}

/** Deletes the cookies that name a user. Returns the ids that must not come back after the reset. */
function letGo(world: World): Before {
  const { page } = world.engine;
  const jar = world.jar ?? readJar();
  const held = page.holder.who === 'user' ? [page.holder.contact.id] : [];
  const { aid, ids = [] } = page.before ?? {};
  forget(world);
  return { aid: aidOf(jar) ?? aid, ids: [...ids, ...idsIn(jar), ...held] };
}

/** Deletes cookies that name the person and that a reset left behind. The new visitor's cookies stay. */
function clean(world: World): void {
  forget(world, 'person');
  const jar = (world.jar = readJar());
  const isLeft = leftIn(jar, 'person').length > 0;
  if (isLeft) enter(world.engine, { ...world.engine.page, phase: 'stuck' });
}

/** Deletes all Drift cookies. The error names those that could not be deleted. */
function forgetAndRead(world: World): DriftError | undefined {
  forget(world);
  const left = leftIn((world.jar = readJar()), 'everything');
  return left.length > 0 ? new DriftError('not_forgotten', [left.join(', ')]) : undefined;
}

/** Turns chat off, because the cookies still name another user. A Drift that other code loads now may show that user's chat. */
function failForgotten(world: World, error: DriftError): void {
  takeDown(world.engine);
  enter(world.engine, { phase: 'down', holder: OTHER });
  fail(world, error);
  world.jar = undefined;
}
