/**
 * A condition for Drift's script, for the option `when`. Making one touches nothing; it watches from `start` to `stop`, and one trigger may
 * serve many loads and many instances. Write your own as such an object, with the `waitsFor` that comes nearest;
 * for consent give `onConsent` a function that subscribes instead: it also tells the other tabs.
 */
export interface Trigger {
  /** The value of `for` in the state `waiting`. */
  readonly waitsFor: 'idle' | 'interaction' | 'visible' | 'consent';
  /**
   * Begins to watch; says yes, and may later take it back. It may speak before it returns, and is started in browsers only.
   * What it throws is reported, and so is what `fail` is told later: why an answer will not come.
   * Returns the way to stop, after which it says nothing.
   */
  start(say: (yes: boolean) => void, fail: (cause: unknown) => void): () => void;
}
