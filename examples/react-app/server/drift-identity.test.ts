import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../shared/demo-people';
import type { Example } from './start-example';
import { claimsOf, createVisitor, SECRET, startForTest } from './testing';
import type { Answer, Visitor } from './testing';

const JANE = 'usr_jane_4kq81z';

let example: Example;
beforeAll(async () => {
  example = await startForTest();
});
afterAll(() => example.close());

async function logInAsJane(): Promise<Visitor> {
  const visitor = createVisitor(example);
  await visitor.post('/api/login', { email: 'jane@moreau-bakery.example', password: DEMO_PASSWORD });
  return visitor;
}

const subjectOf = ({ text }: Answer): unknown =>
  claimsOf((JSON.parse(text) as { userJwt: string }).userJwt).sub;

describe('the identity endpoint', () => {
  it('answers 401 and no token without a session', async () => {
    const answer = await createVisitor(example).get('/api/drift-identity');
    expect(answer.status).toBe(401);
    expect(answer.text).not.toContain('userJwt');
  });

  it('answers 401 once the session is gone from the server, whatever cookie the browser kept', async () => {
    const own = await startForTest();
    const visitor = createVisitor(own);
    await visitor.post('/api/login', { email: 'jane@moreau-bakery.example', password: DEMO_PASSWORD });
    expect((await visitor.get('/api/drift-identity')).status).toBe(200);
    own.expireSessions();
    expect((await visitor.get('/api/drift-identity')).status).toBe(401);
    await own.close();
  });

  it('signs for the user of the session, whoever the request asks for', async () => {
    const jane = await logInAsJane();
    const asked = 'usr_amara_1hs60p';
    const answers = [
      await jane.get('/api/drift-identity'),
      await jane.get(`/api/drift-identity?userId=${asked}&id=${asked}&sub=${asked}`),
      await jane.get('/api/drift-identity', { 'x-user-id': asked }),
      await jane.post('/api/drift-identity', { userId: asked, id: asked, sub: asked }),
    ];
    expect(answers.map(subjectOf)).toEqual([JANE, JANE, JANE, JANE]);
  });

  it('may not be kept by any cache', async () => {
    const { headers } = await (await logInAsJane()).get('/api/drift-identity');
    expect(headers.get('cache-control')).toContain('no-store');
  });
});

it('says the signing secret in no answer', async () => {
  const jane = await logInAsJane();
  const answers = [
    await jane.get('/'),
    await jane.get('/dashboard'),
    await jane.get('/api/me'),
    await jane.get('/api/overview'),
    await jane.get('/api/drift-identity'),
    await jane.get('/api/nothing'),
    await jane.post('/api/login', {}),
    await jane.post('/api/login', undefined, { 'content-type': 'application/json' }),
  ];
  for (const { text, headers } of answers) {
    expect(text + JSON.stringify([...headers])).not.toContain(SECRET);
  }
});
