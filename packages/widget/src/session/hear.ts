/** What the page engine has heard of Drift, for the session. */
import { giveUp, takeDown } from '../page/life';
import type { PageFact } from '../page/record';
import { act } from './loop';
import { forget } from './memory';
import type { World } from './world';

export function hear(world: World, fact: PageFact): void {
  const { engine } = world;
  const { type } = fact;
  if (type === 'asked') return engine.page.phase === 'down' ? world.load() : undefined;
  // It is down already, or another instance has brought a new one.
  if (type === 'abandoned' || type === 'unloaded') takeDown(engine, true);
  if (type === 'stray' && engine.missing === 'consent') forget(world);
  if (type === 'failed') giveUp(engine, fact.error);
  act(world, fact);
  if (type === 'failed') engine.report(fact.error);
}
