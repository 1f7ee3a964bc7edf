import { createClientIn } from '../src/client';
import type { DriftClient } from '../src/client';
import type { ClientOptions, RequestEvent } from '../src/options';
import { TOKEN, watch } from './canary';
import { fakeFetch } from './fake-fetch';
import type { Answerer, Sent } from './fake-fetch';
import { HandWorld } from './hand-world';

export { TOKEN } from './canary';

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
  const onRequest = (event: RequestEvent): void => {
    watch(event);
    events.push(event);
  };
  const drift = createClientIn(world, { accessToken: TOKEN, fetch, onRequest, ...options });
  watch(drift);
  return { drift: watched(drift), world, sent, events };
}

/** The client, with every rejection of every call searched for the token. */
function watched(drift: DriftClient): DriftClient {
  const resources = Object.entries(drift).map(([name, calls]) => [name, watchedCalls(calls as object)]);
  return Object.fromEntries(resources) as DriftClient;
}

function watchedCalls(calls: object): object {
  return Object.fromEntries(
    Object.entries(calls).map(([name, call]) => [
      name,
      (...values: unknown[]): unknown => {
        const result = (call as (...values: unknown[]) => unknown)(...values);
        if (result instanceof Promise) result.catch(watch);
        return result;
      },
    ]),
  );
}
