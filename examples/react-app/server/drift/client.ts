import { createClient } from '@driftkit/api';
import type { DriftClient } from '@driftkit/api';
import type { Journal } from '../journal';

export interface DriftAccess {
  accessToken: string;
  /** Of webhooks: dev.drift.com, your app, App Credentials. */
  verificationToken: string;
  /** The sandbox's `apiUrl`; absent: Drift's own. */
  apiUrl?: string;
}

/**
 * The one client of this server. Each call, with its ids and without its content, stands in the journal.
 *
 * @param closing ends the calls that are under way
 */
export function createDriftClient(
  { accessToken, apiUrl }: DriftAccess,
  journal: Journal,
  closing: AbortSignal,
): DriftClient {
  return createClient({
    accessToken,
    ...(apiUrl !== undefined && { baseUrl: apiUrl }),
    timeout: 10_000,
    fetch: toldTo(journal, closing),
  });
}

function toldTo(journal: Journal, closing: AbortSignal): typeof fetch {
  return async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    const started = performance.now();
    const tell = (outcome: string): void => {
      const took = Math.round(performance.now() - started);
      journal.add({
        kind: 'rest',
        title: `${init?.method ?? 'GET'} ${pathname}`,
        sentence: `${outcome}, after ${took} ms.`,
        conversationId: /^\/(?:v1\/)?conversations\/(\d+)/.exec(pathname)?.[1],
        contactId: /^\/contacts\/(\d+)$/.exec(pathname)?.[1],
      });
    };
    try {
      const response = await fetch(input, {
        ...init,
        signal: AbortSignal.any([closing, ...(init?.signal ? [init.signal] : [])]),
      });
      tell(`Drift answered ${response.status}`);
      return response;
    } catch (error) {
      tell('No answer');
      throw error;
    }
  };
}
