import { createClientIn } from '../src/client';
import type { DriftClient } from '../src/client';
import type { ClientOptions, RequestEvent } from '../src/options';
import { fakeFetch } from './fake-fetch';
import type { Answerer, Sent } from './fake-fetch';
import { HandWorld } from './hand-world';

/** Every test's token: no error, event or snapshot may ever show it. */
export const TOKEN = 'canary-token-7f3a';

export interface Setup {
  readonly drift: DriftClient;
  readonly world: HandWorld;
  readonly sent: Sent[];
  readonly events: RequestEvent[];
}

export function setUp(
  answer: Answerer,
  options: Partial<ClientOptions> = {},
  world: HandWorld = new HandWorld(),
): Setup {
  const { fetch, sent } = fakeFetch(answer);
  const events: RequestEvent[] = [];
  const onRequest = (event: RequestEvent): void => void events.push(event);
  const drift = createClientIn(world, { accessToken: TOKEN, fetch, onRequest, ...options });
  return { drift, world, sent, events };
}
