/** A failing script without anything that it fails without too. */
import type { Step } from './steps';
import { PLAIN } from './world';
import type { World } from './world';

type Fails = (world: World, steps: readonly Step[]) => Promise<boolean>;

export async function shortestSteps(
  world: World,
  steps: readonly Step[],
  fails: Fails,
): Promise<readonly Step[]> {
  for (let index = steps.length - 1; index >= 0; index--) {
    const without = steps.filter((_, place) => place !== index);
    if (await fails(world, without)) return shortestSteps(world, without, fails);
  }
  return steps;
}

export async function plainestWorld(world: World, steps: readonly Step[], fails: Fails): Promise<World> {
  let plainest = world;
  for (const key of Object.keys(PLAIN) as (keyof World)[]) {
    const plainer = { ...plainest, [key]: PLAIN[key] };
    if (plainer[key] !== plainest[key] && (await fails(plainer, steps))) plainest = plainer;
  }
  return plainest;
}
