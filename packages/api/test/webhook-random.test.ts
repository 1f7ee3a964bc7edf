import { describe, expect, it } from 'vitest';
import { createWebhookHandler } from '../src/index';
import type { WebhookHandler } from '../src/index';
import { signEvent } from '../src/testing/sign-event';
import { createLeaseSeen } from './lease-seen';
import { randomOf } from './random';

/** `npm test` takes a sample; `npm run test:long` all 1,000. */
const RUNS = Math.min(Number(process.env.DRIFTKIT_RUNS ?? 30), 1000);
/** Longer than any run: a mark ends only as time passes in which nothing happens. */
const LEASE = 5000;

/** What was done about one event, by all processes together. */
interface Account {
  effects: number;
  wasDisturbed: boolean;
}

/**
 * Two processes, one store of what was seen, and a Drift that sends each event several times, in any order, again and
 * again until it is told 200. `onEvent` fails before or after its effect, or its process dies in the middle.
 */
async function run(seed: number, mayFail: boolean): Promise<Account[]> {
  const random = randomOf(seed);
  const waiting: (() => void)[] = [];
  let now = 0;
  const pause = (): Promise<void> => new Promise((go) => void waiting.push(go));
  const never = new Promise<never>(() => undefined);
  const seen = createLeaseSeen(() => now, LEASE, pause);
  const accounts: Account[] = Array.from({ length: 5 }, () => ({ effects: 0, wasDisturbed: false }));

  /** A process; `dies` makes everything of it stand still for ever. */
  function start(): { handler: WebhookHandler; isDead: boolean } {
    const process = {
      isDead: false,
      handler: createWebhookHandler({
        verificationToken: 'token',
        seen: {
          begin: (key) => alive(seen.begin(key)),
          done: (key) => alive(seen.done(key)),
          failed: (key) => alive(seen.failed(key)),
        },
        onError: () => undefined,
        onEvent: async (event) => {
          const account = accounts[Number((event.data as { id: string }).id)] as Account;
          const fate = mayFail ? random(8) : 7;
          await alive(pause());
          account.wasDisturbed ||= fate < 4;
          if (fate === 0) throw new Error('failed before');
          if (fate === 1) return die();
          account.effects += 1;
          if (fate === 2) throw new Error('failed after');
          if (fate === 3) return die();
        },
      }),
    };
    const die = (): Promise<never> => {
      process.isDead = true;
      for (const account of accounts) account.wasDisturbed = true;
      return never;
    };
    const alive = async <T>(work: T | Promise<T>): Promise<T> => {
      const result = await work;
      return process.isDead ? never : result;
    };
    return process;
  }

  const processes = [start(), start()];
  const unanswered = new Set(accounts.keys());
  const deliver = async (id: number): Promise<void> => {
    const which = random(2);
    if (processes[which]?.isDead) processes[which] = start();
    const event = {
      type: 'new_message',
      orgId: 1,
      data: { id: String(id), conversationId: '1', type: 'chat', author: { type: 'user', id: '1' } },
    };
    const { status } = (await processes[which]?.handler(signEvent(event, 'token'))) as Response;
    if (status !== 200) return;
    expect(accounts[id]?.effects, `200 before the event was handled, seed ${seed}`).toBeGreaterThan(0);
    unanswered.delete(id);
  };

  for (let step = 0; unanswered.size > 0 || waiting.length > 0; step += 1) {
    expect(step, `no end, seed ${seed}`).toBeLessThan(3000);
    now += waiting.length === 0 ? LEASE / 2 : 1;
    const pending = [...unanswered];
    const again = pending.length > 0 ? pending[random(pending.length)] : undefined;
    if (again !== undefined && random(3) === 0) void deliver(again);
    if (random(20) === 0) void deliver(random(accounts.length));
    waiting.splice(random(waiting.length || 1), 1)[0]?.();
    await new Promise((done) => setImmediate(done));
  }
  return accounts;
}

describe('onEvent, under duplicates, reorderings and two processes', () => {
  it(`gets every event once where nothing fails (${RUNS} runs)`, async () => {
    for (let seed = 1; seed <= RUNS; seed += 1) {
      const effects = (await run(seed, false)).map((account) => account.effects);
      expect(effects, `seed ${seed}`).toEqual([1, 1, 1, 1, 1]);
    }
  });

  it(`gets every event at least once where it fails and processes die, and once where not (${RUNS} runs)`, async () => {
    for (let seed = 1; seed <= RUNS; seed += 1) {
      for (const { effects, wasDisturbed } of await run(seed, true)) {
        expect(effects, `seed ${seed}`).toBeGreaterThan(0);
        if (!wasDisturbed) expect(effects, `seed ${seed}`).toBe(1);
      }
    }
  });
});
