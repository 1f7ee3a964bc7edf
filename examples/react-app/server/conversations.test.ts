import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Conversation } from '../shared/api-types';
import { DEMO_PASSWORD } from '../shared/demo-people';
import { createConversations } from './conversations';
import { openDatabase } from './database';
import type { Example } from './start-example';
import { createVisitor, startForTest } from './testing';
import type { Answer, Visitor } from './testing';

const JANE = 'usr_jane_4kq81z';
const meeting = {
  with: 'Priya Nair',
  startsAt: '2026-12-01T09:30:00.000Z',
  minutes: 30,
  timeZone: 'Europe/Dublin',
};

let example: Example;
beforeEach(async () => {
  example = await startForTest();
});
afterEach(() => example.close());

async function logIn(email: string): Promise<Visitor> {
  const visitor = createVisitor(example);
  await visitor.post('/api/login', { email, password: DEMO_PASSWORD });
  return visitor;
}
const jane = (): Promise<Visitor> => logIn('jane@moreau-bakery.example');
const amara = (): Promise<Visitor> => logIn('amara@okafor-studio.example');

const listed = async (visitor: Visitor): Promise<Conversation[]> =>
  (JSON.parse((await visitor.get('/api/conversations')).text) as { conversations: Conversation[] })
    .conversations;
const codeOf = ({ text }: Answer): string => (JSON.parse(text) as { error: { code: string } }).error.code;

describe('the conversations of a person', () => {
  it('are those of the session, newest first, and nobody else’s', async () => {
    const [one, other] = [await jane(), await amara()];
    for (const id of [7, 8]) await one.put(`/api/conversations/${id}`);
    expect((await listed(one)).map(({ id }) => id)).toEqual(['8', '7']);
    expect(await listed(other)).toEqual([]);
  });

  it('outlive the session, since they are the person’s', async () => {
    await (await jane()).put('/api/conversations/7');
    example.expireSessions();
    expect((await listed(await jane())).map(({ id }) => id)).toEqual(['7']);
  });

  it('take a booked meeting in, keep when they began, and lose nothing when they are noted again', async () => {
    const visitor = await jane();
    await visitor.put('/api/conversations/7');
    const [{ startedAt } = { startedAt: '' }] = await listed(visitor);
    await visitor.put('/api/conversations/7', { meeting });
    await visitor.put('/api/conversations/7');
    expect(await listed(visitor)).toEqual([{ id: '7', startedAt, meeting, messages: [] }]);
  });

  it('keeps a bounded number of conversations: the oldest are dropped first', () => {
    const store = createConversations(openDatabase(undefined));
    for (let id = 1; id <= 150; id++) store.note(JANE, id);
    const ids = store.of(JANE).map(({ id }) => id);
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([100, '150', '51']);
  });
});

describe('refused requests, which store nothing', () => {
  it('refuses a visitor who is not logged in', async () => {
    const nobody = createVisitor(example);
    const answers = [await nobody.get('/api/conversations'), await nobody.put('/api/conversations/7')];
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  });

  it('refuses a request of another site', async () => {
    const visitor = await jane();
    const answer = await visitor.put('/api/conversations/7', {}, { 'sec-fetch-site': 'cross-site' });
    expect([answer.status, await listed(visitor)]).toEqual([403, []]);
  });

  it('refuses a request that a page made for the previous user', async () => {
    const visitor = await amara();
    const answer = await visitor.put('/api/conversations/7', {}, { 'x-harbor-user': JANE });
    expect([answer.status, codeOf(answer), await listed(visitor)]).toEqual([409, 'another_user', []]);
    expect(example.conversations.of(JANE)).toEqual([]);
  });

  it.each(['0', '-1', '1.5', 'seven', '1e400', '%00'])('refuses the conversation id %j', async (id) => {
    const visitor = await jane();
    expect([(await visitor.put(`/api/conversations/${id}`)).status, await listed(visitor)]).toEqual([
      400,
      [],
    ]);
  });

  it.each([
    null,
    'tomorrow',
    { ...meeting, with: '' },
    { ...meeting, with: 'x'.repeat(101) },
    { ...meeting, startsAt: 'soon' },
    { ...meeting, startsAt: undefined },
    { ...meeting, minutes: '30' },
    { ...meeting, minutes: -1 },
    { ...meeting, minutes: 1e9 },
    { ...meeting, timeZone: '<b>here</b>' },
  ])('the meeting %j', async (wrong) => {
    const visitor = await jane();
    const answer = await visitor.put('/api/conversations/7', { meeting: wrong });
    expect([answer.status, codeOf(answer), await listed(visitor)]).toEqual([400, 'bad_meeting', []]);
  });

  it('a body larger than any meeting', async () => {
    const visitor = await jane();
    const answer = await visitor.put('/api/conversations/7', { meeting, more: 'x'.repeat(20_000) });
    expect([answer.status, await listed(visitor)]).toEqual([413, []]);
  });
});
