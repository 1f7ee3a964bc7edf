/** Whether the Drift that said `ready` is still in its place; if not, calls would be lost in it, so they wait. */
import { createObserver, frameElements, liveDrift, staysLive, vendorDrift } from '../snippet';
import { after } from './engine';
import type { Engine, Place } from './engine';
import { flush } from './gate';

/** Drift's two frames, and the container of the V1 widget; it adds and removes others as it likes. */
const FRAMES = '#drift-frame-controller, #drift-frame-chat, #drift-widget-container';
/** Milliseconds that frames may be off the page: a framework may move them. */
const MOVING = 1000;
/** Milliseconds after which Drift counts as standing, and may be brought back as often as before. */
const STANDING = 10_000;
const REVIVALS = 3;

export const isInPlace = ({ place }: Engine): boolean => !place?.areFramesGone() && liveDrift() !== undefined;

/** Begins to watch what is there now; called at each `ready`. */
export function watchPlace(engine: Engine): void {
  const drift = vendorDrift();
  let missed = 0;
  let isWaiting = false;
  const wait = (): void => {
    if (!isWaiting) after(engine, MOVING, judge);
    isWaiting = true;
  };
  const judge = (): void => {
    isWaiting = false;
    if (engine.place !== place) return;
    const patience = isRedrawing() ? engine.options.resetTimeout : 0;
    if (isInPlace(engine)) {
      missed = 0;
      flush(engine.gate);
    } else if (liveDrift() !== drift) engine.heard({ type: 'unloaded' });
    else if ((missed += MOVING) > patience) engine.heard({ type: 'lost' });
    else wait();
  };
  engine.place?.stop();
  const place = watchFrames(() => (isInPlace(engine) ? flush(engine.gate) : wait()));
  engine.place = place;
  if (engine.revivals > 0) after(engine, STANDING, () => void (engine.revivals = 0));
}

/** `changed` is told when frames that are there now may have gone, or come back. */
function watchFrames(changed: () => void): Place {
  const frames = frameElements(FRAMES);
  const hosts = frames.filter(({ id }) => id);
  const windows = frames.map(windowOf);
  const observer = createObserver(() => {
    watch(); // where they were moved, their new parents count
    changed();
  });
  function watch(): void {
    for (const host of hosts) {
      observer?.observe(host, { childList: true, attributeFilter: ['id'] });
      // Whatever is removed, is removed from one of the nodes above.
      for (let node = host.parentNode; node; node = node.parentNode)
        observer?.observe(node, { childList: true });
    }
  }
  watch();
  return {
    // An unloading Drift takes the id off its hosts before they go.
    areFramesGone: () =>
      hosts.some(({ id }) => !id) ||
      frames.some((frame, index) => !frame.isConnected || windowOf(frame) !== windows[index]),
    stop: () => observer?.disconnect(),
  };
}

/** An iframe that is taken out and put in again loads anew: in another window, which knows nothing of the visit. */
const windowOf = (frame: Partial<HTMLIFrameElement>): Window | null | undefined => frame.contentWindow;

/** Other code has called `drift.reset()`: Drift draws new frames, and says `ready` again. */
function isRedrawing(): boolean {
  return vendorDrift()?.allFramesReady === false && document.querySelector('#drift-frame-chat') !== null;
}

/** Whether lost frames may bring Drift back once more: something that removes them again and again must not start a loop. */
export function countRevival(engine: Engine): boolean {
  return !staysLive() && ++engine.revivals <= REVIVALS;
}
