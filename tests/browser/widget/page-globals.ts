import type {
  Drift,
  DriftErrorCode,
  DriftOptions,
  Session,
  SessionOptions,
  Trigger,
} from '../../../packages/widget/src/index';

interface Factories {
  /** Creates a drift of the built widget, pointed at the sandbox; the newest one is the global `chat`. */
  drift(options?: Partial<DriftOptions>): Drift;
  /** The same with `createSession`, which gets its tokens from the site. */
  session(options?: Partial<SessionOptions>): Session;
}

/** What `kit.mjs` puts on every page of the test site. */
export interface Kit extends Factories {
  /** The factories of a second copy of the package, as another bundle on the page may bring one. */
  secondCopy(): Promise<Factories>;
  consent: { say(given: boolean): void; trigger: Trigger };
  /** Everything that was reported, by all instances of the page. */
  errors: { code: DriftErrorCode; calls: string[] }[];
  /** Every state there was, in order. */
  states: string[];
}

declare global {
  var kit: Kit;
  var chat: Session;
}
