import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RestSubject } from '../rest/rest-for-test';
import { createRestSubject } from '../rest/rest-for-test';
import type { WebhookEntry, WebhookFault } from '../protocol';
import type { Received, Receiver } from './receiver-for-test';
import { createReceiver } from './receiver-for-test';

/** Every fault in turn, over and over. `npm run test:long` sends ten thousand. */
const COUNT = process.env['DRIFTKIT_LONG'] ? 10_000 : 400;
const FAULTS: readonly WebhookFault[] = [
  'none',
  'duplicated',
  'reordered',
  'delayed',
  'dropped',
  'wrong_token',
  'rotated_token',
  'cut_off',
];
const faultOf = (n: number): WebhookFault => FAULTS[n % FAULTS.length] ?? 'none';

let receiver: Receiver;
let subject: RestSubject;
beforeAll(async () => {
  receiver = await createReceiver();
  subject = createRestSubject({
    webhooks: { requestUrl: receiver.url },
    // The clock is moved while some are on their way.
    assumptions: { webhookDeadline: '30s' },
    ledgerLimit: 3 * COUNT,
  });
  subject.world.webhooks.begin();
});
afterAll(async () => {
  subject.world.webhooks.close();
  await receiver.close();
});

/** How often an event with this fault reaches its receiver whole. */
const ARRIVALS: Readonly<Record<WebhookFault, number>> = {
  none: 1,
  duplicated: 2,
  reordered: 1,
  delayed: 1,
  dropped: 0,
  wrong_token: 1,
  rotated_token: 1,
  cut_off: 0,
};

test(`${COUNT} deliveries, with every fault in turn: each is accounted for, and the receiver agrees`, async () => {
  const { world, app } = subject;
  const old = app.verificationToken;
  const now = world.apps.rotateVerificationToken(app.id).verificationToken;
  const owed = expectedTokens(old, now);
  receiver.answer = (response, { token }) => void response.writeHead(token === now ? 200 : 401).end();
  for (let n = 0; n < COUNT; n++) {
    world.faults.set({ webhook: faultOf(n) });
    world.webhooks.emit('new_message', { n });
    // A server that is asked for all at once would time some out.
    if (n % 200 === 199) await settled();
  }
  await settled();

  const entries = grouped(world.ledger.entries({ type: 'webhook' }), ({ body }) => numberIn(body));
  const arrived = grouped(receiver.received, ({ data }) => Number(data['n']));
  for (let n = 0; n < COUNT; n++) {
    const fault = faultOf(n);
    const noted = entries.get(n) ?? [];
    expect([n, noted.length], fault).toEqual([n, fault === 'duplicated' ? 2 : 1]);
    expect(
      noted.every((entry) => entry.fault === fault && entry.outcome === outcomeOf(fault)),
      fault,
    ).toBe(true);
    const whole = arrived.get(n) ?? [];
    expect([n, whole.length], fault).toEqual([n, ARRIVALS[fault]]);
    expect(
      whole.every(({ token, header }) => token === header && owed(fault, token)),
      fault,
    ).toBe(true);
  }
  expect(receiver.broken).toBe(Math.floor(COUNT / FAULTS.length));
  const text = JSON.stringify(world.ledger.entries());
  for (const secret of [old, now, ...receiver.received.map(({ token }) => token)].slice(0, 500))
    expect(text.includes(secret)).toBe(false);
});

async function settled(): Promise<void> {
  // The last of those that are overtaken waits a second for another, and a late one five.
  subject.world.clock.advance(5000);
  await subject.world.webhooks.settled();
}

function outcomeOf(fault: WebhookFault): WebhookEntry['outcome'] {
  if (fault === 'dropped' || fault === 'cut_off') return fault;
  return fault === 'wrong_token' || fault === 'rotated_token' ? 'refused' : 'delivered';
}

function expectedTokens(old: string, now: string): (fault: WebhookFault, token: string) => boolean {
  return (fault, token) => {
    if (fault === 'rotated_token') return token === old;
    return fault === 'wrong_token' ? token !== old && token !== now : token === now;
  };
}

function numberIn(body: string): number {
  return (JSON.parse(body) as Received).data['n'] as number;
}

function grouped<T>(values: readonly T[], keyOf: (value: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
}
