import type { Trigger } from './trigger';

/**
 * A trigger that fires once. After it fires, and after `stop`, it leaves no listener on the page.
 * `watch` returns the way to undo all of it, and calls `yes` later, never at once.
 */
export function createOneYes(waitsFor: Trigger['waitsFor'], watch: (yes: () => void) => () => void): Trigger {
  return {
    waitsFor,
    start(say) {
      let isOver = false; // an observer may still deliver what it saw before it was disconnected
      const undo = watch(() => {
        if (isOver) return;
        stop();
        say(true);
      });
      const stop = (): void => {
        isOver = true;
        undo();
      };
      return stop;
    },
  };
}
