import { describe, expect, it } from 'vitest';
import { error, json } from '../../test/fake-fetch';
import type { Answerer } from '../../test/fake-fetch';
import { setUp } from '../../test/setup';

const answer = (attributes: object): Response => json({ data: { id: 1, createdAt: 2, attributes } });

describe('law 30: what Drift drops in silence is said', () => {
  it.each([
    ['a text for a number', { score: 'high' }, { score: 5 }, ['score']],
    ['a first value of a dropped attribute', { score: 'high' }, {}, ['score']],
    ['several', { a: 1, b: 2, c: 3 }, { a: 1, b: '9' }, ['b', 'c']],
    ['a blank', { score: 'high' }, { score: '' }, ['score']],
    ['false for true', { vip: true }, { vip: false }, ['vip']],
    ['nothing: the case changed', { email: 'A@X.com ' }, { email: 'a@x.com' }, []],
    ['nothing: a number as text', { age: 5 }, { age: '5' }, []],
    ['nothing: a date', { at: new Date(5) }, { at: 5 }, []],
    ['nothing: null for nothing', { at: null }, {}, []],
    [
      'nothing: the order of an object',
      { o: { a: 1, b: [1, { c: 2, d: 3 }] } },
      { o: { b: [1, { d: 3, c: 2 }], a: 1 } },
      [],
    ],
  ])('%s', async (_, sent, kept, dropped) => {
    const { drift } = setUp(() => answer(kept));
    expect((await drift.contacts.update(1, sent)).dropped).toEqual(dropped);
  });
});

describe('upsertByExternalId', () => {
  const steps =
    (...answers: Response[]): Answerer =>
    (_sent, count) =>
      answers[count - 1] ?? error(500);
  const known = (): Response => answer({ plan: 'pro', externalId: 'u1' });
  const upsert = (...answers: Response[]): { result: Promise<unknown>; asked: () => string[] } => {
    const { drift, sent } = setUp(steps(...answers));
    const result = drift.contacts.upsertByExternalId('u1', { email: 'a@x.com', plan: 'pro' });
    return { result, asked: () => sent.map(({ method, url }) => `${method} ${url.pathname}`) };
  };
  const [PATCH, POST] = ['PATCH /contacts/normalize', 'POST /contacts'];

  it('updates who is known', async () => {
    const { result, asked } = upsert(known());
    await expect(result).resolves.toMatchObject({ id: '1' });
    expect(asked()).toEqual([PATCH]);
  });

  it('creates who is not, under the external id', async () => {
    const { drift, sent } = setUp(steps(error(404), known()));
    await drift.contacts.upsertByExternalId('u1', { email: 'a@x.com', plan: 'pro' });
    expect(sent[1]?.body).toBe('{"attributes":{"email":"a@x.com","plan":"pro","externalId":"u1"}}');
  });

  it.each([
    ['409', error(409)],
    ['400', error(400, 'A contact with this externalId already exists')],
    ['400 in words that nobody knows', error(400, 'no')],
  ])('updates where somebody else creates the contact in between: %s', async (_, duplicate) => {
    const { result, asked } = upsert(error(404), duplicate, known());
    await expect(result).resolves.toMatchObject({ id: '1' });
    expect(asked()).toEqual([PATCH, POST, PATCH]);
  });

  it('rejects with the error of Drift when no other call created the contact', async () => {
    const { result } = upsert(error(404), error(400, 'email is wrong'), error(404));
    await expect(result).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('email is wrong') as string,
    });
  });

  it('does not go on after an unknown outcome', async () => {
    const { result, asked } = upsert(error(404), error(500));
    await expect(result).rejects.toMatchObject({ code: 'outcome_unknown', lookFor: { externalId: 'u1' } });
    expect(asked()).toEqual([PATCH, POST]);
  });
});

describe('findByEmail and findByExternalId', () => {
  it('find no contact when Drift answers 404', async () => {
    const { drift } = setUp(() => error(404));
    expect(await drift.contacts.findByExternalId('u1')).toBeUndefined();
    expect(await drift.contacts.findByEmail('a@x.com').toArray({ limit: 5 })).toEqual([]);
  });
});
