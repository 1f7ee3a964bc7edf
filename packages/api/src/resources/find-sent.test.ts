import { describe, expect, it } from 'vitest';
import { error, json } from '../../test/fake-fetch';
import { HandWorld } from '../../test/hand-world';
import { setUp } from '../../test/setup';
import type { DriftApiError } from '../errors';

const said = (body: string, more: object = {}): object => ({
  id: 7,
  conversationId: 1,
  type: 'chat',
  author: { id: 5, type: 'user', bot: true },
  createdAt: HandWorld.EPOCH + 1_000,
  body,
  ...more,
});

const find = (messages: object[], message = { body: 'A &amp; B' } as object): Promise<unknown> => {
  const { drift } = setUp(() => json({ data: { messages }, pagination: { more: false } }));
  return drift.conversations.findSent(1, message, { since: HandWorld.EPOCH });
};

describe('findSent says whether a message of unknown outcome arrived', () => {
  it('after a 500 whose write was done, and after one whose write was not', async () => {
    for (const isDone of [true, false]) {
      const { drift } = setUp(({ method }) =>
        method === 'POST' ? error(500) : json({ data: { messages: isDone ? [said('<p>hi</p>')] : [] } }),
      );
      const message = { body: 'hi' };
      const unknown = await drift.conversations
        .sendMessage(1, message)
        .catch((thrown: DriftApiError) => thrown);
      const found = await drift.conversations.findSent(1, message, (unknown as DriftApiError).lookFor);
      expect(found?.id).toBe(isDone ? '7' : undefined);
    }
  });

  it.each([
    ['the same text in other HTML', said('<p>A &#38; B</p>'), true],
    ['a clock that is a minute behind', said('A &amp; B', { createdAt: HandWorld.EPOCH - 60_000 }), true],
    ['the same text said an hour ago', said('A &amp; B', { createdAt: HandWorld.EPOCH - 3_600_000 }), false],
    ['another text', said('A &amp; C'), false],
    ['a private note', said('A &amp; B', { type: 'private_note' }), false],
    ['the visitor', said('A &amp; B', { author: { id: 5, type: 'contact' } }), false],
    ['an agent', said('A &amp; B', { author: { id: 5, type: 'user', bot: false } }), false],
    ['a message without an author', said('A &amp; B', { author: null }), false],
    ['a message with buttons', said('A &amp; B', { buttons: [{ label: 'Yes' }] }), false],
  ])('%s', async (_, message, isFound) => {
    expect((await find([said('before'), message])) !== undefined).toBe(isFound);
  });

  it('looks for the user who says it', async () => {
    const byUser = said('hi', { author: { id: 9, type: 'user', bot: false } });
    expect(await find([byUser], { body: 'hi', userId: 9 })).toMatchObject({ id: '7' });
    expect(await find([byUser], { body: 'hi', userId: 8 })).toBeUndefined();
  });
});
