import { describe, expect, it } from 'vitest';
import { createOAuthIn } from '../src/oauth/create-oauth';
import type { OAuth } from '../src/oauth/create-oauth';
import type { OAuthOptions, TokenSet } from '../src/oauth/options';
import { randomOf } from './random';
import { createClock, createTokenEndpoint } from './token-endpoint';
import type { Fate } from './token-endpoint';

/** `npm test` takes a sample; `npm run test:long` all 1,000. */
const RUNS = Math.min(Number(process.env.DRIFTKIT_RUNS ?? 15), 1000);

/** What goes wrong in a run. */
interface Weather {
  readonly fates: readonly Fate[];
  /** A process stands still for ever at some moment of a refresh, and a new one takes its place. */
  readonly canDie: boolean;
  readonly saveFails: boolean;
  /** Drift takes a used refresh token again. */
  readonly oldWorks: boolean;
  readonly hasLock: boolean;
}

interface Outcome {
  readonly codes: readonly string[];
  readonly given: number;
  readonly refreshTokensSent: readonly string[];
  /** Whether Drift takes what the store holds at the end. */
  readonly isConnected: boolean;
}

interface Process {
  readonly oauth: OAuth;
  readonly isDead: boolean;
  readonly atDeath: (() => void)[];
}

/** Three processes on one store ask for tokens while time passes and things go wrong. */
async function run(seed: number, weather: Weather): Promise<Outcome> {
  const random = randomOf(seed);
  const clock = createClock();
  const drift = createTokenEndpoint(clock.world, weather);
  const waiting: (() => void)[] = [];
  const pause = (): Promise<void> => new Promise((go) => void waiting.push(go));
  let kept: TokenSet = drift.issued();
  const saved = new Set([kept.accessToken]);
  const codes: string[] = [];
  let given = 0;
  let lockedUntil: Promise<unknown> = Promise.resolve();

  function start(): Process {
    const process = { isDead: false, oauth: undefined as unknown as OAuth, atDeath: [] as (() => void)[] };
    const alive = async <T>(work: T | Promise<T>): Promise<T> => {
      const result = await work;
      return process.isDead ? new Promise<never>(() => undefined) : result;
    };
    const lock: OAuthOptions['lock'] = (_, work) => {
      const mine = lockedUntil.then(work);
      // A lock of a process that died ends too.
      const over = Promise.race([mine, new Promise<void>((go) => void process.atDeath.push(go))]);
      lockedUntil = over.catch(() => undefined);
      return mine;
    };
    process.oauth = createOAuthIn(
      {
        clientId: 'id',
        clientSecret: 'secret',
        redirectUri: 'https://app.example.com/callback',
        onError: () => undefined,
        ...(weather.hasLock && { lock }),
        tokens: {
          load: async () => (await alive(pause()), kept),
          save: async (tokens) => {
            await alive(pause());
            if (weather.saveFails && random(3) === 0) throw new Error('disk full');
            kept = tokens;
            saved.add(tokens.accessToken);
            await alive(pause());
          },
        },
        fetch: async (url, init) => {
          await alive(pause());
          drift.fates.push(
            random(2) === 0 ? 'answered' : (weather.fates[random(weather.fates.length)] ?? 'answered'),
          );
          const response = await drift.fetch(url, init);
          if (weather.canDie && random(4) === 0) {
            process.isDead = true;
            for (const tell of process.atDeath) tell();
          }
          await alive(pause());
          return response;
        },
      },
      clock.world,
    );
    return process;
  }

  const processes = [start(), start(), start()];
  let open = 0;
  const ask = (which: number): void => {
    if (processes[which]?.isDead) processes[which] = start();
    const process = processes[which] as Process;
    open += 1;
    const isDone = { value: false };
    const done = (): void => {
      if (!isDone.value) open -= 1;
      isDone.value = true;
    };
    process.atDeath.push(done);
    process.oauth.accessToken().then(
      (token) => {
        given += 1;
        expect(saved.has(token), `a token was given before it was saved, seed ${seed}`).toBe(true);
        done();
      },
      (error: unknown) => {
        codes.push((error as { code?: string }).code ?? String(error));
        done();
      },
    );
  };

  for (let step = 0; step < 400 || open > 0; step += 1) {
    expect(step, `somebody waits for ever, seed ${seed}`).toBeLessThan(5000);
    if (step < 400 && random(4) === 0) ask(random(3));
    // Hours pass between refreshes alone: nobody takes hours to save.
    if (step < 400 && waiting.length === 0 && random(10) === 0) clock.advance(random(3) * 3_600_000);
    clock.advance(10);
    waiting.splice(random(waiting.length || 1), 1)[0]?.();
    await new Promise((done) => setImmediate(done));
  }
  const refreshTokensSent = drift.requests.map((form) => form.refresh_token ?? '');
  return { codes, given, refreshTokensSent, isConnected: drift.takes(kept.refreshToken) };
}

const calm: Weather = {
  fates: ['answered'],
  canDie: false,
  saveFails: false,
  oldWorks: false,
  hasLock: true,
};

describe(`accessToken, of three processes on one store (${RUNS} runs each)`, () => {
  it('uses each refresh token once under the lock, and nobody is left without a token', async () => {
    for (let seed = 1; seed <= RUNS; seed += 1) {
      const { codes, given, refreshTokensSent, isConnected } = await run(seed, calm);
      expect([codes, isConnected], `seed ${seed}`).toEqual([[], true]);
      expect(given).toBeGreaterThan(20);
      expect(new Set(refreshTokensSent).size, `seed ${seed}`).toBe(refreshTokensSent.length);
    }
  });

  it('needs no lock where saving is faster than a second', async () => {
    for (let seed = 1; seed <= RUNS; seed += 1) {
      const { codes } = await run(seed, { ...calm, hasLock: false });
      expect(codes, `seed ${seed}`).toEqual([]);
    }
  });

  it('never ends with a dead connection where Drift takes a used refresh token, whatever is lost and whoever dies', async () => {
    const fates: Fate[] = ['answered', 'lost', 'unsent', 'half', 502, 429];
    for (let seed = 1; seed <= RUNS; seed += 1) {
      const { codes, isConnected } = await run(seed, { ...calm, fates, canDie: true, oldWorks: true });
      expect(isConnected, `seed ${seed}`).toBe(true);
      expect(codes, `seed ${seed}`).not.toContain('unauthorized');
    }
  });

  it('loses no tokens where the store fails now and then', async () => {
    for (let seed = 1; seed <= RUNS; seed += 1) {
      const { codes } = await run(seed, { ...calm, saveFails: true, hasLock: false });
      expect(
        codes.filter((code) => code === 'bad_answer' || code === 'network'),
        `seed ${seed}`,
      ).toEqual([]);
    }
  });
});
