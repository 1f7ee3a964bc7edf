import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { say } from '../visitor/chat';
import { createIds } from './wire-ids';
import { createRestSubject } from './rest-for-test';

const large = createIds(() => true);
const small = createIds(() => false);
const id = fc.integer({ min: 1, max: 2_000_000_000 });

describe('large ids', () => {
  test('are odd, above 2^53, fit into an int64, and no double holds them', () => {
    fc.assert(
      fc.property(id, (one) => {
        const wire = large.write(one) as bigint;
        expect(wire > 2n ** 53n && wire < 2n ** 63n && wire % 2n === 1n).toBe(true);
        expect(BigInt(Number(wire))).not.toBe(wire);
      }),
    );
  });

  test('large ids are read back exactly, from a string and from a number', () => {
    fc.assert(
      fc.property(id, (one) => {
        const wire = large.write(one);
        expect([large.read(wire), large.read(String(wire))]).toEqual([one, one]);
        // What a client has rounded is nobody.
        expect(large.read(String(BigInt(Number(wire))))).not.toBe(one);
      }),
    );
  });

  test('one less is the next lower one', () => {
    fc.assert(
      fc.property(id, (one) => {
        expect(large.floor(large.write(one))).toBe(one);
        expect(large.floor((large.write(one) as bigint) - 1n)).toBe(one - 1);
      }),
    );
  });
});

test('a value that is not an id is read as undefined', () => {
  for (const ids of [large, small])
    for (const wire of [
      '',
      'abc',
      '-1',
      '1.5',
      '1e3',
      ' 1',
      null,
      undefined,
      {},
      [],
      true,
      NaN,
      2 ** 60,
      '9'.repeat(30),
      '01001',
      '00',
    ])
      expect(ids.read(wire)).toBeUndefined();
});

let now = 1_700_000_000_000;

test('everywhere at once: contact, conversation, message, author, participants, and both cursors', async () => {
  const { world, get, post, send } = createRestSubject(
    { assumptions: { restIds: 'large' } },
    () => (now += 1),
  );

  const session = world.sessions.open('a', world.browsers.visit('a').id);
  for (let count = 0; count < 60; count++)
    say(world, session, { conversationId: count ? 5001 : null, text: 'x' });
  say(world, session, { conversationId: null, text: 'Another' });

  const list = await get('/conversations/list?limit=1');
  const next = await get(`/conversations/list${new URL(list.body.links.next ?? '').search}`);
  expect([...list.body.data, ...next.body.data].map((row) => large.read(row.id))).toEqual([5002, 5001]);
  const wire = String(next.body.data[0]?.id);
  expect(list.text + next.text).not.toMatch(/"(id|contactId)":("|\d{1,15}[,}])/);

  const agent = String(large.write(101));
  const message = `{"type":"chat","body":"Hi","userId":${agent}}`;
  const posted = await post(`/conversations/${wire}/messages`, message);
  expect(posted.body.data.author).toEqual({ id: large.write(101), type: 'user', bot: false });
  expect((await get(`/conversations/${wire}`)).body.data).toMatchObject({ participants: [large.write(101)] });

  const pages = await get(`/conversations/${wire}/messages`);
  const rest = await get(`/conversations/${wire}/messages?next=${pages.body.pagination.next}`);
  const ids = [...pages.body.data.messages, ...rest.body.data.messages].map((row) => row.id);
  expect(new Set(ids).size).toBe(61);
  const { contactId } = next.body.data[0] ?? {};
  expect((await send('PATCH', `/contacts/${contactId}`, { attributes: { plan: 'pro' } })).body.data.id).toBe(
    contactId,
  );
  expect((await get(`/conversations/${BigInt(Number(wire))}`)).status).toBe(404);
});
