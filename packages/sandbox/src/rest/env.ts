import type { Context } from 'hono';
import type { AccessToken, App, Assumptions, RestFaultKind } from '../protocol';
import type { World } from '../stores/world';
import { createIds } from './wire-ids';
import type { Ids } from './wire-ids';

/** What a request of the REST half carries from one step to the next. */
export interface RestEnv {
  Variables: { app: App; token: AccessToken; fault?: RestFaultKind };
}

export type RestContext = Context<RestEnv>;

/** What every resource works with. */
export interface Rest {
  readonly world: World;
  readonly ids: Ids;
  /** How the sandbox behaves where Drift's documents are silent. */
  readonly assumed: () => Assumptions;
}

/** What every resource of this world works with, and its webhooks too. */
export function restOf(world: World): Rest {
  const assumed: Rest['assumed'] = () => world.settings.current.assumptions;
  return { world, assumed, ids: createIds(() => assumed().restIds === 'large') };
}
