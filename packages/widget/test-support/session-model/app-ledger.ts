/** What the app has said and been told, and what it may therefore expect: kept by the laws, not by the session's own state. */
import { hashOf } from '../../src/association';
import type { DriftError } from '../../src/errors';
import type { LoginOutcome, LogoutOutcome } from '../../src/session/derive';
import { cookie } from '../scripted-drift';

interface Doubt {
  /** Whom the app had stated. */
  suspect: string | null;
  /** Whom the other tab spoke of; undefined: things may have changed. */
  said: string | null | undefined;
}

/** A promise of `login` (with whom it was for) or of `logout` (null), and what it came to. */
export interface Promised {
  who: string | null;
  outcome?: LoginOutcome | LogoutOutcome;
}

export class AppLedger {
  /** Undefined while nobody knows. */
  wanted: string | null | undefined = undefined;
  /** Whom it stated last; undefined before the first decision. */
  last: string | null | undefined = undefined;
  plan: string | undefined;
  /** Counts the decisions: a call belongs to the person of its epoch. */
  epoch = 0;
  readonly people: (string | null)[] = [];
  readonly errors: DriftError[] = [];
  readonly promised: Promised[] = [];
  /** Calls made: about a person, and about the widget. */
  readonly made = { personal: 0, widget: 0 };
  doubt: Doubt | undefined;
  /** How often it has spoken. */
  words = 0;

  says(who: string | null, plan?: string): void {
    this.words++;
    this.doubt = undefined;
    this.plan = plan;
    if (this.wanted === who) return;
    // What was called in doubt belongs to whom the app stated last; before the first decision, to whoever is decided.
    if (this.last !== undefined && this.last !== who) this.epoch++;
    this.last = this.wanted = who;
    this.people[this.epoch] = who;
  }

  /** The app does not know any more who is here: that takes nothing from a visitor. */
  unsays(): void {
    if (typeof this.wanted === 'string') this.wanted = undefined;
    else if (this.doubt) this.doubt.suspect = null;
  }

  /** Another tab speaks of somebody. */
  told(who: string | null | undefined): void {
    if (this.wanted === undefined) {
      if (this.doubt && who !== undefined) this.doubt.said = who;
      else if (!this.doubt && this.last && this.last !== who) this.doubt = { suspect: null, said: who };
      return;
    }
    if (this.wanted === who) return;
    this.people[++this.epoch] = this.wanted;
    this.doubt = { suspect: this.wanted, said: who };
    this.wanted = undefined;
  }

  /** The app's server says who is logged in. Against another tab that the cookies bear out, it is not enough. */
  answered(id: string, who: string | null): void {
    if (this.wanted !== undefined) return who === null ? this.says(null) : undefined;
    if (this.doubt?.suspect !== id) return;
    const { said } = this.doubt;
    const isContested = who === null ? hasEvidence() : !mayBe(who);
    if (said === undefined || said === who || !isContested) this.says(who);
  }

  promise(who: string | null, promise: Promise<LoginOutcome | LogoutOutcome>): void {
    const promised: Promised = { who };
    this.promised.push(promised);
    void promise.then((outcome) => (promised.outcome = outcome));
  }

  /** The session is closed, and the app goes on with a new one that knows nothing. */
  startsOver(): void {
    this.epoch++;
    this.last = this.wanted = undefined;
    this.doubt = undefined;
  }
}

const mark = (): string[] => cookie('driftkit_user')?.split('.') ?? [];

/** Whether the cookies say that this browser is somebody's. */
export const hasEvidence = (): boolean =>
  cookie('drift_eid') !== undefined || cookie('driftkit_user') !== undefined;

/** Whether nothing in the cookies speaks against this person. */
export function mayBe(id: string): boolean {
  const [hash, markedAid] = mark();
  const aid = cookie('drift_aid');
  return (
    [undefined, id].includes(cookie('drift_eid')) &&
    [undefined, hashOf(id)].includes(hash) &&
    (!markedAid || !aid || markedAid === aid)
  );
}
