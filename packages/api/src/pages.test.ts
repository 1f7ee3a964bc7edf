import { describe, expect, it } from 'vitest';
import { error, json } from '../test/fake-fetch';
import { setUp } from '../test/setup';
import type { Setup } from '../test/setup';

const row = (id: number): object => ({
  id,
  contactId: 1,
  inboxId: 1,
  status: 'open',
  createdAt: 1,
  updatedAt: 1,
});
const link = (token: string): string => `https://api.drift.com/conversations/list?page_token=${token}`;
const ids = async (items: AsyncIterable<{ id: string }>): Promise<string[]> => {
  const all: string[] = [];
  for await (const { id } of items) all.push(id);
  return all;
};
const asked = ({ sent }: Setup): string[] => sent.map(({ url }) => url.host + url.search);

describe('law 27: iteration ends', () => {
  it('follows page tokens, and takes nothing but the token out of a link', async () => {
    const pages: Record<string, unknown> = {
      '': {
        data: [row(1), row(2)],
        links: { self: link('x'), next: 'http://evil.example:99/else?page_token=b&token=1' },
      },
      b: { data: [row(3)], links: { next: link('c') }, pagination: { more: true, next: '4' } },
      c: { data: [row(4)], links: { self: link('c') }, pagination: { more: true, next: '6' } },
    };
    const set = setUp(({ url }) => json(pages[url.searchParams.get('page_token') ?? '?']));
    expect(await ids(set.drift.conversations.list({ statusId: 1 }))).toEqual(['1', '2', '3', '4']);
    expect(asked(set)).toEqual([
      'driftapi.com?statusId=1&limit=50&page_token=',
      'driftapi.com?page_token=b',
      'driftapi.com?page_token=c',
    ]);
  });

  it('follows the older offsets where no link comes, with the filter each time', async () => {
    const set = setUp(({ url }) => {
      const at = Number(url.searchParams.get('next') ?? 0);
      return json({ data: [row(at)], pagination: at < 4 ? { more: true, next: at + 2 } : { more: false } });
    });
    expect(await ids(set.drift.conversations.list({ statusId: 2, limit: 2 }))).toEqual(['0', '2', '4']);
    expect(asked(set)).toEqual([
      'driftapi.com?statusId=2&limit=2&page_token=',
      'driftapi.com?statusId=2&limit=2&next=2',
      'driftapi.com?statusId=2&limit=2&next=4',
    ]);
  });

  it('reads messages page by page, accounts by index, contacts by the Link header', async () => {
    const messages = setUp(({ url }) =>
      url.searchParams.get('next') === 'p2'
        ? json({ data: { messages: [row(2)] }, pagination: { more: false, next: 'p2' } })
        : json({ data: { messages: [row(1)] }, pagination: { more: true, next: 'p2' } }),
    );
    expect(await ids(messages.drift.conversations.messages(9))).toEqual(['1', '2']);

    const accounts = setUp(({ url }) =>
      url.searchParams.get('index') === '0'
        ? json({
            data: {
              accounts: [{ accountId: 'a' }],
              total: 2,
              next: '//evil.example/accounts?index=1&size=1',
            },
          })
        : json({ data: { accounts: [{ accountId: 'b' }], total: 2 } }),
    );
    expect(await accounts.drift.accounts.list().toArray({ limit: 5 })).toMatchObject([
      { accountId: 'a' },
      { accountId: 'b' },
    ]);
    expect(asked(accounts)).toEqual(['driftapi.com?index=0&size=65', 'driftapi.com?index=1&size=65']);

    const contacts = setUp(({ url }) =>
      url.searchParams.has('next')
        ? json({ data: [row(2)] }, 200, {
            link: '<https://driftapi.com/contacts?email=a%40x.com>; rel="next"',
          })
        : json({ data: [row(1)] }, 200, { link: "<https://evil.example/?next=7>; rel='next'" }),
    );
    expect(await ids(contacts.drift.contacts.findByEmail('a@x.com', { limit: 1 }))).toEqual(['1', '2']);
    expect(asked(contacts)[1]).toBe('driftapi.com?email=a%40x.com&limit=1&next=7');
  });

  it.each([
    ['itself', () => 'a'],
    ['an earlier page', (at: string) => (at === 'a' ? 'b' : at === 'b' ? 'c' : 'a')],
    ['a long way round', (at: string) => `p${(Number(at.slice(1)) + 1) % 30}`],
  ])('a link that leads back to %s is an error', async (_, after) => {
    const set = setUp(({ url }) => {
      const next = after(url.searchParams.get('page_token') || 'p0');
      return json({ data: [], links: { next: link(next) } });
    });
    await expect(ids(set.drift.conversations.list())).rejects.toMatchObject({ code: 'bad_answer' });
    expect(set.sent.length).toBeLessThan(100);
  });

  it.each(['https://api.drift.com/conversations/list', 'javascript:alert(1)', 'http://[', '?page_token='])(
    'a link without a cursor is unsafe_link: %s',
    async (next) => {
      const set = setUp(() => json({ data: [row(1)], links: { next } }));
      await expect(ids(set.drift.conversations.list())).rejects.toMatchObject({ code: 'unsafe_link' });
      expect(set.sent).toHaveLength(1);
    },
  );

  it('an empty page in the middle is not the end', async () => {
    const set = setUp(({ url }) =>
      json(
        url.searchParams.get('page_token') === 'b'
          ? { data: [row(1)] }
          : { data: [], links: { next: link('b') } },
      ),
    );
    expect(await ids(set.drift.conversations.list())).toEqual(['1']);
  });

  const endless = (): Setup =>
    setUp(({ url }) => {
      const at = Number((url.searchParams.get('page_token') || 't0').slice(1));
      return json({ data: [row(at)], links: { next: link(`t${at + 1}`) } });
    });

  it('break ends the requests, and so do toArray and first', async () => {
    const broken = endless();
    for await (const { id } of broken.drift.conversations.list()) if (id === '2') break;
    expect(broken.sent).toHaveLength(3);
    const set = endless();
    const list = set.drift.conversations.list();
    expect(set.sent).toHaveLength(0);
    expect((await list.toArray({ limit: 2 })).map(({ id }) => id)).toEqual(['0', '1']);
    expect(set.sent).toHaveLength(2);
    expect(await list.first()).toMatchObject({ id: '0' });
    expect(await list.toArray({ limit: 0 })).toEqual([]);
    expect(set.sent).toHaveLength(3);
  });

  it('a stored cursor resumes after the page it came with', async () => {
    const set = endless();
    let stored: string | undefined;
    for await (const { items, cursor } of set.drift.conversations.list().pages()) {
      stored = cursor;
      if (items[0]?.id === '1') break;
    }
    const { value } = await endless().drift.conversations.list().pages({ cursor: stored }).next();
    expect(value).toMatchObject({ items: [{ id: '2' }] });
  });

  it('after an error in the middle, what came before stays, and its cursor goes on', async () => {
    let isDown = true;
    const set = setUp(({ url }) => {
      if (url.searchParams.get('page_token') !== 'b')
        return json({ data: [row(1)], links: { next: link('b') } });
      return isDown ? error(403) : json({ data: [row(2)] });
    });
    const seen: string[] = [];
    let stored: string | undefined;
    const read = async (): Promise<void> => {
      for await (const { items, cursor } of set.drift.conversations.list().pages({ cursor: stored })) {
        seen.push(...items.map(({ id }) => id));
        stored = cursor;
      }
    };
    await expect(read()).rejects.toMatchObject({ code: 'forbidden' });
    isDown = false;
    await read();
    expect(seen).toEqual(['1', '2']);
  });
});

describe('meetings, of which Drift gives at most 1,000', () => {
  it('are asked for in shorter spans, so that each is there once', async () => {
    const all = Array.from({ length: 2_500 }, (_, index) => ({
      agentId: 1,
      slotStart: 1_000 + Math.floor(index / 3) * 7,
      eventId: String(index),
    }));
    for (const isEndIncluded of [true, false]) {
      const { drift } = setUp(({ url }) => {
        const [from, to] = ['min_start_time', 'max_start_time'].map((name) =>
          Number(url.searchParams.get(name)),
        ) as [number, number];
        const within = all.filter(
          ({ slotStart }) => slotStart >= from && (isEndIncluded ? slotStart <= to : slotStart < to),
        );
        return json({ data: within.slice(0, 1_000) });
      });
      const got = await drift.meetings
        .list({ minStartTime: 0, maxStartTime: 10_000 })
        .toArray({ limit: Infinity });
      expect(got.map(({ eventId }) => Number(eventId)).sort((a, b) => a - b)).toEqual(
        all.map((_, index) => index),
      );
    }
  });
});

describe('users.getMany', () => {
  it('asks for 20 at a time', async () => {
    const { drift, sent } = setUp(({ url }) =>
      json({
        data: Object.fromEntries(url.searchParams.getAll('userId').map((id) => [id, { id: Number(id) }])),
      }),
    );
    const found = await drift.users.getMany(Array.from({ length: 45 }, (_, index) => index + 1));
    expect(found.size).toBe(45);
    expect(sent.map(({ url }) => url.searchParams.getAll('userId').length)).toEqual([20, 20, 5]);
  });
});
