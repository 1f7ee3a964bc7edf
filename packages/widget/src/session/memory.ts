/** What this browser remembers of a person: each change is told to the other tabs. */
import { forget, forgetPerson, hasEvidence, hashOf, markUser, readAid } from '../association';
import type { Holder } from './states';

export interface Memory {
  /** Marks the browser as the holder's, where that is a person. */
  mark(holder: Holder): void;
  /** Forgets everybody; returns the names of the cookies that would not go. */
  forget(): string[];
  /** Whether a `ready` while resetting belongs to the reset: the anonymous id is another one, and nothing of the person is left. */
  isFreed(): boolean;
  /** A Drift boots from what is there now: no reset of an earlier one is judged any more. */
  restart(): void;
}

/** `tell`: whose browser this is from now on, by hash; null for nobody's. */
export function createMemory(cookieDomain: string | undefined, tell: (hash: string | null) => void): Memory {
  let aidBefore: string | undefined;

  return {
    mark(holder) {
      if (holder.who === 'user' && markUser(holder.contact.id, cookieDomain)) tell(hashOf(holder.contact.id));
    },
    forget() {
      aidBefore = readAid() ?? aidBefore;
      const isNews = hasEvidence();
      const left = forget(cookieDomain);
      if (isNews) tell(null);
      return left;
    },
    isFreed() {
      const isAnother = aidBefore === undefined || readAid() !== aidBefore;
      return isAnother && forgetPerson(cookieDomain).length === 0;
    },
    restart() {
      aidBefore = undefined;
    },
  };
}
