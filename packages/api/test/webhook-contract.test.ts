import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FRAMEWORKS, TOKEN } from './webhook-frameworks';
import type { Sent, Subject } from './webhook-frameworks';

const message = (id: string, more = ''): string =>
  `{"type":"new_message","token":"${TOKEN}","orgId":1,"data":{"id":${id},"conversationId":12,` +
  `"type":"chat","author":{"type":"contact","id":5},"body":"Größe 😀"${more}}}`;
const data = (id: string) => ({
  id,
  conversationId: '12',
  type: 'chat',
  author: { type: 'contact', id: '5' },
  body: 'Größe 😀',
});

/** A request as Drift sends it. */
const asDrift = (body: string, more: Sent = {}): Sent => ({
  body: [body],
  ...more,
  headers: { 'content-type': 'application/json', 'x-verification-token': TOKEN, ...more.headers },
});

/** In pieces that cut characters apart. */
const inPieces = (text: string): Uint8Array[] => {
  const bytes = Buffer.from(text);
  return Array.from({ length: Math.ceil(bytes.length / 7) }, (_, i) => bytes.subarray(i * 7, i * 7 + 7));
};

describe.each(Object.entries(FRAMEWORKS))('%s', (_, [body, start]) => {
  let subject: Subject;
  beforeAll(async () => {
    subject = await start();
  });
  afterAll(() => subject.close());

  it('hands over an event of Drift, and answers 200', async () => {
    const { status, headers } = await subject.send(asDrift('', { body: inPieces(message('101')) }));
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    expect(await subject.events()).toContainEqual({ type: 'new_message', orgId: '1', data: data('101') });
    expect(JSON.stringify(await subject.events())).not.toContain(TOKEN);
  });

  it('hands over one of two deliveries', async () => {
    for (let i = 0; i < 2; i += 1) expect((await subject.send(asDrift(message('102')))).status).toBe(200);
    const ids = (await subject.events()).map((event) => (event.data as { id?: string } | undefined)?.id);
    expect(ids.filter((id) => id === '102')).toHaveLength(1);
  });

  it('answers 500 where onEvent fails, and takes the event again', async () => {
    const failing = asDrift(`{"type":"fails_once","token":"${TOKEN}","orgId":2,"data":{}}`);
    expect((await subject.send(failing)).status).toBe(500);
    expect((await subject.send(failing)).status).toBe(200);
    expect(await subject.errors()).toContain('event_failed');
  });

  it('never hands over a rounded id', async () => {
    const { status } = await subject.send(asDrift(message('9007199254740993')));
    const events = JSON.stringify(await subject.events());
    if (body === 'json') {
      expect(status).toBe(500);
      expect(await subject.errors()).toContain('body_unreadable');
      expect(events).not.toContain('900719925474099');
    } else {
      expect(status).toBe(200);
      expect(events).toContain('"9007199254740993"');
    }
  });

  it.each([
    ['a wrong token in the body', asDrift(message('1').replace(TOKEN, 'no')), 401],
    [
      'a wrong token in the header',
      asDrift(message('1'), { headers: { 'x-verification-token': 'no' } }),
      401,
    ],
    [
      'another token in the header',
      asDrift(message('1'), { headers: { 'x-verification-token': 'an-old-token' } }),
      401,
    ],
    [
      'no token',
      { body: [message('1').replace(TOKEN, '')], headers: { 'content-type': 'application/json' } },
      401,
    ],
    ['another org', asDrift(message('1').replace('"orgId":1', '"orgId":3')), 403],
    ['another method', { method: 'PUT', body: ['{}'], headers: { 'content-type': 'application/json' } }, 405],
    ['GET', { method: 'GET' }, 405],
    ['30 kB', asDrift(message('1', `,"x":"${'x'.repeat(30_000)}"`)), 413],
    [
      '30 kB of a length it said',
      asDrift('x'.repeat(30_000), { headers: { 'content-length': '30000' } }),
      413,
    ],
    ['half a body', asDrift(message('1').slice(0, 50)), 400],
  ] satisfies [string, Sent, number][])('refuses %s', async (__, sent, status) => {
    const before = await subject.events();
    expect((await subject.send(sent)).status).toBe(status);
    expect(await subject.events()).toHaveLength(before.length);
  });

  it.runIf(body === 'read')('ends a body that does not', async () => {
    const slow = asDrift(message('1').slice(0, 50), { isEndless: true });
    expect((await subject.send(slow)).status).toBe(408);
    expect(await subject.errors()).toContain('body_too_slow');
  });

  it.skipIf(body === 'json')('refuses one key twice', async () => {
    expect((await subject.send(asDrift(message('1').replace('"orgId"', '"token":"x","orgId"')))).status).toBe(
      400,
    );
  });
});
