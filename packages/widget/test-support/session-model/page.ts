/** One page of the run: the app's session on it, a Drift, the person's browser, and what came of it. */
import { vi } from 'vitest';
import { createDrift } from '../../src/drift';
import type { Drift } from '../../src/drift';
import type { DriftError } from '../../src/errors';
import { createSession } from '../../src/session/session';
import type { Session } from '../../src/session/session';
import { onConsent } from '../../src/triggers/on-consent';
import type { Trigger } from '../../src/triggers/trigger';
import { createScriptedDrift } from '../scripted-drift';
import type { ScriptedDrift } from '../scripted-drift';
import { installTabBus } from '../tab-bus';
import type { TabBus } from '../tab-bus';
import { createTokenDesk } from '../tokens';
import type { TokenDesk } from '../tokens';
import { AppLedger } from './app-ledger';
import type { World } from './world';

const embedId = 'abcdefgh1234';

interface Consent {
  /** What the person has said, on this site. */
  given: boolean;
  /** What the session's trigger says. */
  isYes: boolean;
  /** Undefined while nobody asks. */
  tell: ((yes: boolean) => void) | undefined;
}

export class Page {
  readonly app: AppLedger = new AppLedger();
  readonly vendor: ScriptedDrift;
  readonly desk: TokenDesk = createTokenDesk();
  readonly bus: TabBus;
  readonly world: World;
  session: Session;
  /** How many requests for a token have been answered. */
  answered = 0;
  /** The session has the page: it listens, and answers for what is seen. */
  hears = false;
  /** `load()` was called, and no `unload()` since. */
  isAsked = false;
  /** What was taken down cannot really be, and is still ours to keep hidden. */
  livesOn = false;
  /** Somebody else spoke of a person before the session had the page. */
  isZoeQueued = false;
  /** Somebody's cookie was set while the script was on its way: a second tag of the attempt comes after it. */
  isVisited = false;
  /** What a listener found wrong. */
  thrown: unknown;
  readonly onNextError: (() => void)[] = [];
  /** Tags that were ever on the page, and whether they have had their answer. */
  readonly tags: Map<HTMLScriptElement, boolean> = new Map();
  readonly consent: Consent = { given: false, isYes: false, tell: undefined };
  private others: { beside?: Drift; second?: Session } = {};

  constructor(world: World) {
    this.world = world;
    this.bus = installTabBus();
    this.vendor = createScriptedDrift({
      ...world,
      flags: true,
      // Where a token counts only at boot, a team chooses to reload.
      identifyWhileLive: world.identityChange === 'reload' ? 'ignored' : 'counts',
    });
    this.session = this.createSession();
  }

  createSession(): Session {
    const { world, desk } = this;
    return createSession({
      embedId,
      retries: 1,
      maxQueue: world.maxQueue,
      identityChange: world.identityChange,
      whenTokenFails: world.whenTokenFails,
      onError: this.onError,
      ...(world.signed ? { getUserJwt: desk.getUserJwt } : {}),
      ...(world.consent === 'not asked' ? {} : { when: this.trigger }),
    });
  }

  private readonly onError = (error: DriftError): void => {
    this.app.errors.push(error);
    this.onNextError.shift()?.();
  };

  private get trigger(): Trigger {
    const ask = (tell: (yes: boolean) => void): (() => void) => {
      const { consent } = this;
      consent.tell = (yes) => tell((consent.isYes = yes));
      if (consent.given) consent.tell(true);
      return () => {
        consent.tell = undefined;
        consent.isYes = false;
      };
    };
    return this.world.consent === 'onConsent' ? onConsent(ask) : { waitsFor: 'consent', start: ask };
  }

  /** A site that also has an instance without logins. */
  get beside(): Drift {
    return (this.others.beside ??= createDrift({ embedId, retries: 0 }));
  }

  get hasBeside(): boolean {
    return this.others.beside !== undefined;
  }

  get second(): Session {
    return (this.others.second ??= createSession({ embedId, retries: 0 }));
  }

  get mayLoad(): boolean {
    return this.world.consent === 'not asked' || this.consent.isYes;
  }

  /** Whether what is seen on the page is this session's affair. */
  get isOurs(): boolean {
    const { embedId: occupant = embedId } = (window.drift ?? {}) as { embedId?: string };
    return occupant === embedId && this.hears && ((this.isAsked && this.mayLoad) || this.livesOn);
  }

  /** The tag whose answer is still to come. */
  get tag(): HTMLScriptElement | undefined {
    const tag = this.vendor.scripts().at(-1);
    return tag && !this.tags.get(tag) && !window.drift?.init ? tag : undefined;
  }

  /** A tag that was taken off the page before it had its answer: browsers run it all the same. */
  get removedTag(): HTMLScriptElement | undefined {
    if (window.drift?.init) return undefined;
    return [...this.tags].find(([tag, isAnswered]) => !isAnswered && !tag.isConnected)?.[0];
  }

  get requests(): TokenDesk['requests'] {
    return this.desk.requests.slice(this.answered);
  }

  /** What can still happen on the page happens now. */
  tick(milliseconds = 0): Promise<unknown> {
    return vi.advanceTimersByTimeAsync(milliseconds);
  }

  closeAll(): void {
    this.session.close();
    this.others.second?.close();
    this.others.beside?.unload();
    window.drift?.unload?.();
  }
}
