import { JWT_CALLS } from './api';
import { forget, forgetPerson, hasIdCookie } from './association';
import { createConditions } from './conditions';
import { createCore } from './core';
import { DriftError } from './errors';
import { identifyEntry } from './identify-entry';
import { inMicrotask } from './observable';
import { readOptions } from './options';
import type { DriftOptions } from './options';
import { othersBeside, pageRegistry } from './registry';
import { canUnload, findScript, isLive, vendorDrift } from './snippet';
import { createSurface } from './surface';
import type { Surface } from './surface';
import type { IdentifyOptions, QueueEntry, UserAttributes, Vocabulary } from './vendor';
import { createCover } from './visibility';

/** Drift on a site without logins: typed, ready-gated, and silent about nothing. */
export interface Drift<V extends Vocabulary = Vocabulary> extends Surface<V> {
  /** Loads Drift; does nothing while it is loading or ready, and really tries again after a failure. */
  load(): void;
  /** Takes the widget off the page; calls that wait are reported with the code `unloaded`. `load()` may follow. */
  unload(): void;
  /**
   * Associates this browser with a contact of yours. Called before `ready`, the visit is born as that contact.
   * On a site with logins use `createSession`: it keeps the order of identify and reset right.
   */
  identify(userId: string, attributes?: UserAttributes<V>, options?: IdentifyOptions): void;
  /** Lets the association go: Drift closes the chat and starts over with a new anonymous visitor. Other calls wait until it has. */
  reset(): void;
}

/**
 * Creates the one object to talk to Drift with. Touches nothing until `load()`; on a server it touches nothing ever.
 *
 * @throws TypeError when an option is wrong.
 * @example
 * const drift = createDrift({ embedId: 'abcdefgh1234' })
 * drift.load()
 * drift.track('opened_pricing')
 */
export function createDrift<V extends Vocabulary = Vocabulary>(options: DriftOptions): Drift<V> {
  const read = readOptions('createDrift', options);
  let identity: QueueEntry | undefined;
  const core = createCore(
    read,
    {
      person: () => 'whoever is here',
      admits: () => true,
      leftover: () => identity?.[3] === undefined && hasIdCookie(),
      ready() {
        cover.lift();
        core.open();
      },
      failed: (error) => core.fail(error),
      /** Where the other instance brings a new Drift at once, this one uses that. */
      abandoned: () =>
        inMicrotask(() => {
          if (!core.isDown()) return;
          const missing = conditions.missing();
          if (!missing && (findScript() || isLive(vendorDrift()))) return boot();
          core.calls.refuse('unloaded');
          core.state.set(missing ? { status: 'waiting', for: missing } : { status: 'idle' });
        }),
      stray: () => conditions.missing() === 'consent' && forget(read.config?.cookieDomain),
      release: () => Promise.resolve(letGo()),
      disown: () => void (identity = undefined),
      unsettled() {
        const error = new DriftError('reset_unsettled', [String(read.resetTimeout)]);
        if (!canUnload(vendorDrift())) return core.fail(error);
        core.report(error);
        core.takeDown();
        forgetAll();
        core.boot();
      },
    },
    JWT_CALLS,
  );

  const cover = createCover(() => false);

  /** Hides the chat until the reset has settled; where Drift knows nobody yet, forgetting is all there is to do. */
  function letGo(): void {
    identity = undefined;
    if (!core.isDown() && !core.swapIdentity(undefined)) {
      cover.cover();
      forgetPerson(read.config?.cookieDomain);
      return core.call('reset', [], true);
    }
    forgetAll();
    core.calls.refuse('superseded', (call) => call.person !== undefined);
  }

  function forgetAll(): void {
    const left = forget(read.config?.cookieDomain);
    if (left.length > 0) core.report(new DriftError('not_forgotten', [left.join(', ')]));
  }

  function boot(): void {
    if (identity && core.isOthers('identify')) identity = undefined;
    core.retire();
    core.boot(identity);
  }

  const conditions = createConditions(read.when, core.report, (missing) => {
    if (missing === undefined) return core.isDown() && boot();
    if (!core.isDown()) core.withdraw(forgetAll, !canUnload(vendorDrift()));
    core.state.set({ status: 'waiting', for: missing });
  });

  return Object.assign(createSurface<V>(core), {
    load() {
      if (core.active && core.isDown()) core.readiness.renew();
      if (core.active) conditions.begin();
      if (core.active && core.isDown() && !conditions.missing()) boot();
    },
    unload() {
      if (!core.active || core.isOthers('unload')) return;
      conditions.stop();
      core.unload();
    },
    identify(userId: string, attributes?: UserAttributes<V>, given?: IdentifyOptions) {
      const id = core.rules.userId('identify', userId);
      if (id instanceof DriftError || !core.active || core.isOthers('identify')) return;
      const entry = identifyEntry(id, core.rules.contact('identify', attributes), given?.userJwt);
      identity = entry;
      if (core.isDown() || core.swapIdentity(entry)) return;
      core.call('identify', entry.slice(1), true);
    },
    reset() {
      if (!core.active) return;
      const { session } = pageRegistry();
      const others = othersBeside(core);
      for (const other of others) other.disown();
      if (!session && (!core.isDown() || others.length === 0)) return letGo();
      identity = undefined;
      void (session ?? others[0])?.release();
    },
  });
}
