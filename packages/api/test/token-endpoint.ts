import type { World } from '../src/world';
import type { TokenSet, TokenStore } from '../src/oauth/options';

export interface Clock {
  readonly world: World;
  /** What is due runs as the clock moves. */
  advance(ms: number): void;
}

/** A clock that a test moves. */
export function createClock(start = 1_700_000_000_000): Clock {
  let now = start;
  const timers = new Set<{ at: number; run: () => void }>();
  const world: World = {
    now: () => now,
    date: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    random: () => 0.5,
  };
  return {
    world,
    advance(ms: number): void {
      now += ms;
      for (const timer of timers) {
        if (timer.at <= now && timers.delete(timer)) timer.run();
      }
    },
  };
}

/** What becomes of the next request: `lost` is done by Drift, but its answer does not arrive. */
export type Fate = 'answered' | 'lost' | 'unsent' | 'half' | 502 | 429;

export interface TokenEndpoint {
  readonly fetch: typeof globalThis.fetch;
  /** Every form that arrived. */
  readonly requests: readonly Record<string, string>[];
  /** What becomes of the next requests; `answered`, where it is empty. */
  readonly fates: Fate[];
  /** Tokens as an exchange gives them. */
  issued(): TokenSet;
  /** Whether Drift would take it. */
  takes(refreshToken: string | undefined): boolean;
}

/** Drift's token endpoint as far as anybody documented it: codes work once, refresh tokens rotate. */
export function createTokenEndpoint(
  world: World,
  { oldWorks = false }: { readonly oldWorks?: boolean } = {},
): TokenEndpoint {
  const codes = new Set(['code-1']);
  const refreshTokens = new Set<string>();
  const requests: Record<string, string>[] = [];
  const fates: Fate[] = [];
  let count = 0;

  function answer(form: Record<string, string>): Response {
    const given = form.grant_type === 'refresh_token' ? form.refresh_token : form.code;
    const valid = form.grant_type === 'refresh_token' ? refreshTokens : codes;
    if (given === undefined || !valid.has(given)) {
      return Response.json(
        { error: 'invalid_grant', error_description: `no such grant: ${given}` },
        { status: 400 },
      );
    }
    if (!(oldWorks && valid === refreshTokens)) valid.delete(given);
    count += 1;
    refreshTokens.add(`refresh-${count}`);
    return Response.json({
      access_token: `access-${count}`,
      refresh_token: `refresh-${count}`,
      expires_in: 7200,
      orgId: 42,
    });
  }

  const fetch: typeof globalThis.fetch = (_url, init) => {
    const form = Object.fromEntries(new URLSearchParams(init?.body as string));
    const fate = fates.shift() ?? 'answered';
    requests.push(form);
    if (fate === 'unsent') return Promise.reject(new TypeError('fetch failed'));
    if (fate === 502) return Promise.resolve(new Response('<html>', { status: 502 }));
    if (fate === 429)
      return Promise.resolve(new Response('{}', { status: 429, headers: { 'retry-after': '7' } }));
    const response = answer(form);
    if (fate === 'lost')
      return Promise.reject(new TypeError('fetch failed', { cause: new Error('ECONNRESET') }));
    if (fate === 'half') return response.text().then((text) => new Response(text.slice(0, 30)));
    return Promise.resolve(response);
  };
  const issued = (): TokenSet => {
    count += 1;
    refreshTokens.add(`refresh-${count}`);
    const expiresAt = world.date() + 7_200_000;
    return { accessToken: `access-${count}`, refreshToken: `refresh-${count}`, expiresAt, orgId: '42' };
  };
  const takes = (token: string | undefined): boolean => token !== undefined && refreshTokens.has(token);
  return { fetch, requests, fates, issued, takes };
}

/** A store in memory that remembers each save. */
export function createStore(first?: TokenSet): { store: TokenStore; saves: readonly TokenSet[] } {
  const saves: TokenSet[] = [];
  let current = first;
  const store: TokenStore = {
    load: () => Promise.resolve(current),
    save: (tokens) => {
      saves.push(tokens);
      current = tokens;
    },
  };
  return { store, saves };
}
