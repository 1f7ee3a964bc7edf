/** Whether the Drift that said `ready` is still in its place; if not, calls would be lost in it, so they wait. */
import { pageRegistry } from '../registry';
import { canUnload, isLive, vendorDrift } from '../snippet';
import { after } from './engine';
import type { Engine } from './engine';
import { watchFrames } from './frames';
import { flush } from './gate';

/** Milliseconds that frames may be off the page: a framework may move them. */
const MOVING = 1000;
/** Milliseconds after which Drift counts as standing, and may be brought back as often as before. */
const STANDING = 10_000;
const REVIVALS = 3;

export function isInPlace(engine: Engine): boolean {
  return !engine.frames?.areGone() && isLive(vendorDrift());
}

/** Begins to watch; called at each `ready`. */
export function watchPlace(engine: Engine): void {
  const drift = vendorDrift();
  let since = 0;
  let isWaiting = false;
  const judge = (): void => {
    isWaiting = false;
    // Whoever does not use the Drift of this page any more has nothing to bring back.
    if (engine.frames !== watch || !pageRegistry().users.has(engine.owner)) return;
    if (isInPlace(engine)) {
      since = 0;
      flush(engine.gate);
    } else if (vendorDrift() !== drift || !isLive(drift)) engine.owner.heard({ type: 'unloaded' });
    else if ((since += MOVING) > (isRedrawing() ? engine.options.resetTimeout : 0))
      engine.owner.heard({ type: 'lost' });
    else wait();
  };
  const wait = (): void => {
    if (isWaiting) return;
    isWaiting = true;
    after(engine, MOVING, judge);
  };
  engine.frames?.stop();
  const watch = watchFrames(() => (isInPlace(engine) ? flush(engine.gate) : wait()));
  engine.frames = watch;
  if (engine.revivals > 0) after(engine, STANDING, () => void (engine.revivals = 0));
}

/** Other code has called `drift.reset()`: Drift draws new frames, and says `ready` again. */
function isRedrawing(): boolean {
  return vendorDrift()?.allFramesReady === false && document.querySelector('#drift-frame-chat') !== null;
}

/** Whether lost frames may bring Drift back once more: something that removes them again and again must not start a loop. */
export function mayRevive(engine: Engine): boolean {
  return canUnload(vendorDrift()) && ++engine.revivals <= REVIVALS;
}
