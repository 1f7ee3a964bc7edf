import { hostElements } from './snippet';

export interface Cover {
  /** Hides at once what has appeared since; the observer would do it before the next paint. */
  renew(): void;
  /** Undoes exactly what was hidden. */
  lift(): void;
  /** Hides nothing more, and leaves hidden what is. */
  stop(): void;
}

/**
 * Hides Drift's frames at once and undoes exactly that. The vendor's own `hide` waits in its queue, and its `show` forces targeting,
 * so neither can be used to cover somebody's chat for a moment. What Drift adds or restyles meanwhile is hidden as it appears.
 */
export function hideFrames(): Cover {
  const before = new Map<HTMLElement, [value: string, priority: string]>();
  const cover = (): void => {
    for (const element of frameElements()) {
      const { style } = element;
      const seen: [string, string] = [
        style.getPropertyValue('visibility'),
        style.getPropertyPriority('visibility'),
      ];
      if (seen[0] === 'hidden' && seen[1] === 'important') continue;
      before.set(element, seen);
      style.setProperty('visibility', 'hidden', 'important');
    }
  };
  cover();
  const observer = new MutationObserver(cover);
  observer.observe(document.documentElement, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['style', 'class', 'id'],
  });
  const stop = (): void => observer.disconnect();
  return {
    renew: cover,
    stop,
    lift() {
      stop();
      for (const [{ style }, [value, priority]] of before) {
        if (value) style.setProperty('visibility', value, priority);
        else style.removeProperty('visibility');
      }
    },
  };
}

/** The hosts and the iframes in them: a visible child shows through a hidden parent. */
function frameElements(): HTMLElement[] {
  return hostElements().flatMap((host) => [host, ...host.querySelectorAll<HTMLElement>('iframe')]);
}
