/** A page that can be navigated away from: what ran on it stops, and only the cookie jar is handed on. */
import { vi } from 'vitest';
import { clearPage } from './scripted-drift';

export interface MortalPage {
  /** The page is gone this very moment; resolves when nothing of it is left that could still act. */
  die(): Promise<void>;
}

/** Call it before anything runs on the page; `vi.restoreAllMocks` and `vi.unstubAllGlobals` end it. */
export function createMortalPage(): MortalPage {
  const endings = new Set<() => void>();
  for (const target of [window, document]) {
    const { addEventListener } = target;
    vi.spyOn(target, 'addEventListener').mockImplementation((...args: unknown[]) => {
      Reflect.apply(addEventListener, target, args);
      endings.add(() => target.removeEventListener(args[0] as string, args[1] as EventListener));
    });
  }
  const Observer = MutationObserver;
  vi.stubGlobal(
    'MutationObserver',
    class extends Observer {
      constructor(callback: MutationCallback) {
        super(callback);
        endings.add(() => this.disconnect());
      }
    },
  );

  return {
    async die() {
      const jar = document.cookie;
      vi.clearAllTimers();
      for (const end of endings) end();
      endings.clear();
      // What was promised in the same tick would still run here; in a browser it does not.
      await vi.advanceTimersByTimeAsync(0);
      vi.clearAllTimers();
      clearPage();
      for (const pair of jar.split('; ')) if (pair) document.cookie = `${pair}; path=/; max-age=63072000`;
    },
  };
}
