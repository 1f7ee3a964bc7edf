import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Assumptions, WebhookEntry, WebhookFault } from '../protocol';
import type { Timetable } from '../time/timetable';
import { createTimetable } from '../time/timetable';
import type { Subscriber } from './delivery';
import type { Dispatcher } from './dispatcher';
import { createDispatcher } from './dispatcher';
import type { Outbox, WebhookDraft } from './outbox';
import { createOutbox } from './outbox';
import type { Poster } from './post-json';
import { createPoster } from './post-json';
import type { Receiver } from './receiver-for-test';
import { createReceiver } from './receiver-for-test';
import { DEFAULT_ASSUMPTIONS } from '../settings/assumptions';

let receiver: Receiver;
let poster: Poster;
beforeAll(async () => {
  receiver = await createReceiver();
  poster = createPoster();
});
afterAll(async () => {
  poster.close();
  await receiver.close();
});

let now: number;
let timetable: Timetable;
let apps: Subscriber[];
let assumptions: Assumptions;
let fault: WebhookFault;
let entries: WebhookDraft[];
let outbox: Outbox;
let dispatcher: Dispatcher;
beforeEach(() => {
  now = 1000;
  timetable = createTimetable(() => now);
  assumptions = { ...DEFAULT_ASSUMPTIONS };
  fault = 'none';
  entries = [];
  apps = [app('app-1')];
  const record = (draft: WebhookDraft): void => void entries.push(draft);
  outbox = createOutbox({ rules: () => assumptions, record, poster, timetable, now: () => now });
  dispatcher = createDispatcher({
    orgId: 7,
    subscribers: () => apps,
    fault: () => fault,
    write: JSON.stringify,
    record,
    outbox,
    timetable,
  });
});
afterEach(async () => {
  dispatcher.clear();
  outbox.clear();
  timetable.clear();
  receiver.received.length = 0;
  receiver.answer = (response) => void response.end('ok');
  await outbox.settled();
});

function app(id: string, changes: Partial<Subscriber> = {}): Subscriber {
  return {
    id,
    requestUrl: receiver.url,
    events: ['new_message'],
    scopes: ['conversation_read'],
    verificationToken: `token-of-${id}-0123456789`,
    previousVerificationToken: null,
    ...changes,
  };
}
const send = (n = 1): void => dispatcher.send({ event: 'new_message', data: { n }, contactId: null });
const numbers = (): unknown[] => receiver.received.map(({ data }) => data['n']);
function move(milliseconds: number): void {
  now += milliseconds;
  timetable.runDue();
}
/** Until the line has spoken: a turn of the loop is enough for nothing that crosses a socket. */
const until = async (isTrue: () => boolean): Promise<void> => {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
};

test('the envelope is the documented one, with the token in the body and in the header', async () => {
  send();
  await outbox.settled();
  expect(receiver.received).toEqual([
    {
      orgId: 7,
      type: 'new_message',
      data: { n: 1 },
      token: 'token-of-app-1-0123456789',
      header: 'token-of-app-1-0123456789',
      contentType: 'application/json',
    },
  ]);
  expect(entries).toEqual([
    {
      type: 'webhook',
      deliveryId: 1,
      appId: 'app-1',
      event: 'new_message',
      contactId: null,
      url: receiver.url,
      attempt: 1,
      body: '{"orgId":7,"type":"new_message","data":{"n":1},"token":"toke…"}',
      outcome: 'delivered',
      status: 200,
      answer: 'ok',
      why: null,
      took: 0,
      fault: 'none',
    },
  ]);
});

test('every app that is subscribed hears it, each with its own token; the others hear nothing', async () => {
  apps = [app('app-1'), app('app-2'), app('app-3', { events: ['new_conversation'] })];
  send();
  await outbox.settled();
  expect(receiver.received.map(({ token }) => token).sort()).toEqual([
    'token-of-app-1-0123456789',
    'token-of-app-2-0123456789',
  ]);
  expect(entries.map(({ appId }) => appId).sort()).toEqual(['app-1', 'app-2']);
});

describe('what Drift would not send stands in the ledger, with the reason', () => {
  test.each<[string, Partial<Subscriber>]>([
    ['The app has no request URL.', { requestUrl: null }],
    ['The app is not connected.', { scopes: null }],
    ['The token of the app does not have the scope conversation_read', { scopes: ['contact_read'] }],
  ])('%s', async (why, changes) => {
    apps = [app('app-1', changes)];
    send();
    await outbox.settled();
    expect(receiver.received).toEqual([]);
    expect(entries).toMatchObject([
      { outcome: 'withheld', why: expect.stringContaining(why) as string, status: null, took: null },
    ]);
  });

  test('app_disconnected reaches an app that is not connected any more, without any scope', async () => {
    apps = [app('app-1', { scopes: null, events: [] })];
    dispatcher.sendTo('app-1', { event: 'app_disconnected', data: {}, contactId: null });
    await outbox.settled();
    expect(receiver.received).toMatchObject([{ type: 'app_disconnected', orgId: 7 }]);
  });
});

describe('answers', () => {
  test.each([
    [204, 'delivered'],
    [301, 'refused'],
    [401, 'refused'],
    [500, 'refused'],
  ] as const)('%i is %s, and nothing is tried again by itself', async (status, outcome) => {
    receiver.answer = (response) => void response.writeHead(status, { Location: '/elsewhere' }).end();
    send();
    await outbox.settled();
    move(1_000_000);
    await outbox.settled();
    expect(entries).toMatchObject([{ outcome, status, attempt: 1 }]);
    expect(receiver.received).toHaveLength(1);
  });

  test('a receiver that is not there is unreachable', async () => {
    apps = [app('app-1', { requestUrl: 'http://127.0.0.1:1/' })];
    send();
    await outbox.settled();
    expect(entries).toMatchObject([{ outcome: 'unreachable', status: null }]);
    expect(entries[0]?.why).toMatch(/ECONNREFUSED|bad port/);
  });

  test.each([
    ['3s', 3000],
    ['10s', 10_000],
    ['30s', 30_000],
  ] as const)(
    'webhookDeadline %s: who answers later has timed out',
    async (webhookDeadline, milliseconds) => {
      assumptions.webhookDeadline = webhookDeadline;
      receiver.answer = () => undefined;
      send();
      await until(() => receiver.received.length === 1);
      move(milliseconds - 1);
      expect(entries).toEqual([]);
      move(1);
      await outbox.settled();
      expect(entries).toMatchObject([
        { outcome: 'timed_out', took: milliseconds, why: `No answer within ${milliseconds} ms.` },
      ]);
    },
  );

  test('of a long answer the beginning is kept', async () => {
    receiver.answer = (response) => void response.end('x'.repeat(100_000));
    send();
    await outbox.settled();
    expect(entries[0]?.answer).toHaveLength(1000);
  });
});

describe('webhookRetries three', () => {
  beforeEach(() => void (assumptions.webhookRetries = 'three'));

  test('tries again after 10 s, 1 min and 10 min, each in the ledger under one delivery', async () => {
    receiver.answer = (response) => void response.writeHead(500).end();
    send();
    for (const [count, pause] of [10_000, 60_000, 600_000].entries()) {
      await until(() => entries.length === count + 1);
      await new Promise((resolve) => setImmediate(resolve));
      move(pause - 1);
      expect(receiver.received).toHaveLength(count + 1);
      move(1);
    }
    await outbox.settled();
    expect(entries.map(({ attempt, deliveryId }) => [attempt, deliveryId])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 1],
    ]);
  });

  test('ends with the first 2xx, and only the first attempt is spoilt by a fault', async () => {
    fault = 'wrong_token';
    receiver.answer = (response, { token }) =>
      void response.writeHead(token === 'token-of-app-1-0123456789' ? 200 : 401).end();
    send();
    await until(() => entries.length === 1);
    await new Promise((resolve) => setImmediate(resolve));
    move(10_000);
    await outbox.settled();
    expect(entries).toMatchObject([
      { outcome: 'refused', status: 401, fault: 'wrong_token' },
      { outcome: 'delivered', status: 200, fault: 'none' },
    ]);
  });
});

describe('webhookOrder', () => {
  /** The first is answered when the others have been, or when there are none. */
  const answerFirstLast = (): void => {
    const held: (() => void)[] = [];
    receiver.answer = (response, { data }) => {
      const end = (): void => void response.end();
      if (data['n'] === 1) held.push(end);
      else {
        end();
        for (const one of held) one();
      }
    };
  };

  test('webhookOrder none: deliveries do not wait for each other', async () => {
    answerFirstLast();
    for (const n of [1, 2, 3]) send(n);
    await outbox.settled();
    expect(entries).toHaveLength(3);
  });

  test('webhookOrder in_order: a delivery waits until the one before is answered or given up', async () => {
    assumptions.webhookOrder = 'in_order';
    answerFirstLast();
    for (const n of [1, 2, 3]) send(n);
    await until(() => receiver.received.length === 1);
    expect(numbers()).toEqual([1]);
    move(3000);
    await outbox.settled();
    expect(numbers()).toEqual([1, 2, 3]);
    expect(entries.map(({ outcome }) => outcome)).toEqual(['timed_out', 'delivered', 'delivered']);
  });
});

describe('faults', () => {
  const run = async (spoilt: WebhookFault, ...given: number[]): Promise<void> => {
    fault = spoilt;
    for (const n of given) send(n);
    await until(() => true);
  };

  test('duplicated: it goes out twice, under one delivery', async () => {
    await run('duplicated', 1);
    await outbox.settled();
    expect(numbers()).toEqual([1, 1]);
    expect(entries.map(({ deliveryId }) => deliveryId)).toEqual([1, 1]);
  });

  test('reordered: the next one overtakes it, and the last one goes alone after a second', async () => {
    assumptions.webhookOrder = 'in_order';
    await run('reordered', 1, 2, 3);
    await until(() => receiver.received.length === 2);
    move(1000);
    await outbox.settled();
    expect(numbers()).toEqual([2, 1, 3]);
  });

  test('delayed: the event goes out after five seconds, and settled() waits for it', async () => {
    await run('delayed', 1);
    let isSettled = false;
    const settled = outbox.settled().then(() => (isSettled = true));
    move(4999);
    await new Promise((resolve) => setImmediate(resolve));
    expect([isSettled, receiver.received.length]).toEqual([false, 0]);
    move(1);
    await settled;
    expect(numbers()).toEqual([1]);
  });

  test('dropped: it goes nowhere, and the ledger says so', async () => {
    await run('dropped', 1);
    await outbox.settled();
    expect(receiver.received).toEqual([]);
    expect(entries).toMatchObject([{ outcome: 'dropped', fault: 'dropped' }]);
  });

  test('wrong_token: the body and the header carry one nobody knows', async () => {
    await run('wrong_token', 1, 2);
    await outbox.settled();
    const tokens = receiver.received.map(({ token, header }) => (expect(header).toBe(token), token));
    expect(new Set([...tokens, 'token-of-app-1-0123456789']).size).toBe(3);
  });

  test('rotated_token: they carry the one of before the last rotation', async () => {
    apps = [app('app-1', { previousVerificationToken: 'the-old-token-0123456789' })];
    await run('rotated_token', 1);
    await outbox.settled();
    expect(receiver.received).toMatchObject([
      { token: 'the-old-token-0123456789', header: 'the-old-token-0123456789' },
    ]);
    expect(entries[0]?.body).toContain('"token":"the-…"');
  });

  test('cut_off: the line breaks in the middle of the body', async () => {
    const before = receiver.broken;
    await run('cut_off', 1);
    await outbox.settled();
    await until(() => receiver.broken === before + 1);
    expect(receiver.received).toEqual([]);
    expect(entries).toMatchObject([{ outcome: 'cut_off' }]);
  });
});

test('the same event is sent again with the token and the address of now', async () => {
  send();
  await outbox.settled();
  apps = [app('app-1', { verificationToken: 'the-new-token-0123456789' })];
  dispatcher.sendAgain({
    ...(entries[0] as WebhookDraft),
    seq: 1,
    at: 0,
    aid: null,
    externalId: null,
  } as WebhookEntry);
  await outbox.settled();
  expect(receiver.received.map(({ token, data }) => [token, data])).toEqual([
    ['token-of-app-1-0123456789', { n: 1 }],
    ['the-new-token-0123456789', { n: 1 }],
  ]);
  expect(entries.map(({ deliveryId }) => deliveryId)).toEqual([1, 1]);
});

test('what is on its way when everything is forgotten leaves no entry', async () => {
  receiver.answer = () => undefined;
  send(1);
  await until(() => receiver.received.length === 1);
  outbox.clear();
  await outbox.settled();
  send(2);
  receiver.answer = (response) => void response.end();
  await until(() => receiver.received.length === 2);
  expect(entries.filter(({ body }) => body.includes('"n":1'))).toEqual([]);
});

test('an app that is not there is a mistake of the caller', () => {
  expect(() => dispatcher.sendTo('nobody', { event: 'x', data: {}, contactId: null })).toThrow(
    'There is no app "nobody".',
  );
});
