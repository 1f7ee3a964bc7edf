import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare } from '../stores/conversation-order';
import type { ConversationStatus, StoredConversation } from '../protocol';
import { listConversations } from '../rest/listing';
import { createRestSubject } from '../rest/rest-for-test';
import { reply } from '../visitor/chat';
import { createWorld } from '../stores/create-world';
import { generate } from './generate';

const { contacts, conversations: rows } = generate({ conversations: 200, seed: 7 });
const all = Array.from({ length: 200 }, (_, index) => rows.at(index) as StoredConversation);
const STATUSES: ConversationStatus[] = ['open', 'closed', 'pending', 'bulk_sent'];
const wanted = fc.option(
  fc.subarray(STATUSES).map((some) => new Set(some)),
  { nil: undefined },
);
const isWanted = (
  set: ReadonlySet<ConversationStatus> | undefined,
  { status }: { status: ConversationStatus },
): boolean => set === undefined || set.has(status);

test('the same seed computes the same world, another one another', () => {
  expect(generate({ conversations: 200, seed: 7 }).conversations.at(31)).toEqual(all[31]);
  expect(generate({ conversations: 200, seed: 8 }).conversations.at(31)?.messages).not.toEqual(
    all[31]?.messages,
  );
});

test('rows stand in the order of a listing, several in one minute, and agree with themselves', () => {
  expect([...all].sort(compare)).toEqual(all);
  expect(new Set(all.map(({ updatedAt }) => updatedAt)).size).toBeLessThan(all.length / 2);
  const ids = all.flatMap(({ messages }) => messages.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  for (const [index, { id, contactId, messages, updatedAt, createdAt }] of all.entries()) {
    expect([rows.indexOf(id), rows.get(id)?.id, rows.idAt(index)]).toEqual([index, id, id]);
    expect(rows.ofContact(contactId).map((one) => one.id)).toContain(id);
    expect(contacts.get(contactId)?.id).toBe(contactId);
    const authors = messages.filter(({ from }) => from !== 'visitor').map(({ author }) => author.id);
    expect(rows.at(index)?.participants).toEqual([...new Set(authors)]);
    const times = messages.map(({ at }) => at);
    expect([...times].sort((one, other) => one - other)).toEqual(times);
    expect(times.at(-1)).toBe(updatedAt);
    expect(times[0]).toBeGreaterThanOrEqual(createdAt);
  }
});

test('counting, finding and choosing by formula agree with going through all rows', () => {
  fc.assert(
    fc.property(
      fc.nat(250),
      wanted,
      fc.nat(200),
      fc.integer({ min: -2, max: 2 }),
      (index, set, place, shift) => {
        const matching = all.filter((row) => isWanted(set, row));
        expect(rows.rank(index, set)).toBe(all.slice(0, index).filter((row) => isWanted(set, row)).length);
        const nth = matching[index];
        expect(rows.select(index, set)).toBe(nth ? all.indexOf(nth) : 200);
        const { updatedAt = 0, id = 0 } = all[place] ?? {};
        const position = { updatedAt: updatedAt + shift * 30_000, id: id + shift };
        expect(rows.countBefore(position)).toBe(all.filter((row) => compare(row, position) < 0).length);
      },
    ),
  );
  for (const status of STATUSES)
    expect(rows.counts()[status]).toBe(all.filter((row) => row.status === status).length);
});

describe('a computed world that is written into', () => {
  test('lists each row once, wherever it stands by then, by offset and by keyset', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(99), { maxLength: 12 }),
        fc.array(fc.nat(99), { maxLength: 3 }),
        wanted,
        fc.integer({ min: 1, max: 30 }),
        // Written at a time within the computed ones, too.
        fc.constantFrom(Date.UTC(2025, 11, 31, 23, 40), Date.UTC(2026, 5, 1)),
        (touched, erased, set, limit, now) => {
          const world = createWorld({ seed: { generate: { conversations: 100, seed: 7 } } }, () => now);
          for (const index of touched) world.conversations.touch(1_000_000_001 + index);
          for (const index of erased) world.conversations.forget(1_000_000_001 + index);
          world.conversations.start(1001);
          const kept = world.conversations.list();
          const computed = all.slice(0, 100).filter(({ id }) => !world.conversations.isOwn(id));
          const expected = [...kept, ...computed]
            .sort(compare)
            .filter((row) => isWanted(set, row))
            .map(({ id }) => id);

          const byOffset: number[] = [];
          for (let offset = 0; offset < 150; offset += limit)
            byOffset.push(
              ...listConversations(world, {
                wanted: set,
                start: { type: 'offset', offset },
                count: limit,
              }).map(({ id }) => id),
            );
          expect(byOffset).toEqual(expected);

          const byKeyset: number[] = [];
          let start: Parameters<typeof listConversations>[1]['start'] = { type: 'offset', offset: 0 };
          for (;;) {
            const page: readonly Readonly<StoredConversation>[] = listConversations(world, {
              wanted: set,
              start,
              count: limit,
            });
            byKeyset.push(...page.map(({ id }) => id));
            const last = page.at(-1);
            if (!last) break;
            start = { type: 'after', position: { updatedAt: last.updatedAt, id: last.id } };
          }
          expect(byKeyset).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('keeps what was written, and forgets it with a reset', () => {
    const world = createWorld({ seed: { generate: { conversations: 10 } } });
    reply(world, 1_000_000_001, 'Hello');
    world.contacts.setAttributes(1_000_000_001, { plan: 'pro' });
    expect(world.conversations.get(1_000_000_001)?.messages.at(-1)?.text).toBe('Hello');
    expect(world.contacts.get(1_000_000_001)?.attributes).toMatchObject({
      plan: 'pro',
      city: expect.any(String) as unknown,
    });
    expect(world.conversations.list()).toHaveLength(1);
    world.clear();
    expect(world.conversations.get(1_000_000_001)?.messages.at(-1)?.text).not.toBe('Hello');
  });
});

test('over REST: contacts by each key, messages in pages, a file, statuses, and an erased contact', async () => {
  const { get, post, world } = createRestSubject({ seed: { generate: { conversations: 1000, seed: 7 } } });
  const contact = (await get('/contacts?email=person4@generated.example')).body.data[0];
  expect((await get('/contacts?idType=external&id=generated_4')).body.data[0]).toEqual(contact);
  expect((await get(`/contacts/${contact?.id}`)).body.data).toEqual(contact);
  expect((await get('/contacts?idType=external&id=generated_3')).body.data).toEqual([]);
  const first = await get('/conversations/1000000008/messages');
  expect(first.body.pagination.more).toBe(true);
  const file = (await get('/conversations/1000000001/messages')).body.data.messages[0] as unknown as {
    attachments: { id: number }[];
  };
  expect((await get(`/attachments/${file.attachments[0]?.id}/data`)).text.length).toBeGreaterThan(100);
  expect((await get('/conversations/stats')).body).toEqual({
    conversationCount: { CLOSED: 600, OPEN: 250, PENDING: 100 },
  });
  await post('/gdpr/delete', { email: 'person4@generated.example' });
  expect((await get(`/contacts/${contact?.id}`)).status).toBe(404);
  expect((await get('/conversations/1000000009')).status).toBe(404);
  expect(world.conversations.ofContact(1_000_000_005)).toEqual([]);
  expect((await post('/reports/conversations', { metrics: ['numBotMessages'] })).body).toMatchObject({
    count: 998,
  });
});

test('a list of a million conversations computes only the rows of its page', () => {
  const world = createWorld({ seed: { generate: { conversations: 1_000_000 } } });
  const last = listConversations(world, {
    wanted: undefined,
    start: { type: 'offset', offset: 999_990 },
    count: 25,
  });
  expect(last).toHaveLength(10);
  expect(world.conversations.list()).toEqual([]);
});
