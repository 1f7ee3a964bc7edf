import { DriftApiError, createClient } from '@driftkit/api';
import type { ClientOptions, DriftClient, RequestEvent } from '@driftkit/api';
import { createSandbox } from '@driftkit/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createClientIn } from '../../packages/api/src/client';
import { realWorld } from '../../packages/api/src/world';

type Sandbox = Awaited<ReturnType<typeof createSandbox>>;

/** A world in which time runs 50 times as fast. */
const HASTY = {
  ...realWorld,
  now: () => realWorld.now() * 50,
  after: (ms: number, run: () => void) => realWorld.after(ms / 50, run),
};

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox({ port: 0 });
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

/** The timeout is not hasty: other checks may take their share of the machine. */
const hasty = (options: Partial<ClientOptions> = {}): DriftClient => {
  const accessToken = options.accessToken ?? sandbox.accessToken;
  return createClientIn(HASTY, { baseUrl: sandbox.apiUrl, timeout: 500_000, ...options, accessToken });
};

/** Half a second for what never answers. */
const IMPATIENT = { timeout: 25_000 };

const codeOf = async (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (thrown: unknown) => (thrown instanceof DriftApiError ? thrown.code : String(thrown)),
  );

/** A conversation to write into, made while nothing fails. */
const conversation = async (): Promise<string> =>
  (await hasty().conversations.create({ email: 'jane@acme.com', message: { body: 'Hello?' } })).id;

const messagesOf = async (id: string): Promise<number> => {
  sandbox.faults.set({ rest: 'none' });
  return (await hasty().conversations.messages(id).toArray({ limit: Infinity })).length;
};

describe('a fault that passes', () => {
  const passing = ['rate_limited', '500', '502_html', 'hang', 'reset_before', 'reset_after'] as const;

  it.each(passing)('%s: a read is tried again and succeeds', async (kind) => {
    const id = await conversation();
    sandbox.faults.set({ rest: { kind, times: 1 } });
    expect(await codeOf(hasty(IMPATIENT).conversations.get(id))).toBe('done');
  });

  it.each(passing)('%s: a write is done at most once, and the code says whether it may be', async (kind) => {
    const id = await conversation();
    sandbox.faults.set({ rest: { kind, method: 'POST', times: 1 } });
    const code = await codeOf(hasty(IMPATIENT).conversations.sendMessage(id, { body: 'hi' }));
    expect(code).toBe(kind === 'rate_limited' ? 'done' : 'outcome_unknown');
    expect(await messagesOf(id)).toBe(kind === 'rate_limited' || kind === 'reset_after' ? 2 : 1);
  });
});

describe('a fault that stays', () => {
  it.each([
    ['500', 'unavailable', 'outcome_unknown'],
    ['502_html', 'unavailable', 'outcome_unknown'],
    ['hang', 'timeout', 'outcome_unknown'],
    ['reset_before', 'network', 'outcome_unknown'],
    ['reset_after', 'network', 'outcome_unknown'],
  ] as const)('%s is %s for a read and %s for a write', async (rest, ofRead, ofWrite) => {
    const id = await conversation();
    sandbox.faults.set({ rest });
    expect(await codeOf(hasty({ ...IMPATIENT, retries: 1 }).conversations.get(id))).toBe(ofRead);
    expect(await codeOf(hasty(IMPATIENT).conversations.sendMessage(id, { body: 'hi' }))).toBe(ofWrite);
  });

  it('half_body is an error that quotes nothing, or a connection that broke', async () => {
    const id = await conversation();
    sandbox.faults.set({ rest: 'half_body' });
    expect(await codeOf(hasty().conversations.get(id))).toMatch(/bad_answer|network/);
    expect(await codeOf(hasty().conversations.sendMessage(id, { body: 'hi' }))).toBe('outcome_unknown');
  });
});

describe('lists that go wrong', () => {
  const made = async (count: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let n = 0; n < count; n++) {
      ids.push((await hasty().conversations.create({ email: `a${n}@x.com`, message: { body: 'hi' } })).id);
    }
    return ids.sort();
  };
  const listed = async (): Promise<string[]> => {
    const rows = await hasty().conversations.list({ limit: 2 }).toArray({ limit: Infinity });
    return rows.map(({ id }) => id).sort();
  };

  it.each(['links_foreign_host', 'links_http'] as const)(
    '%s: the cursor is used, and the host is not',
    async (rest) => {
      const ids = await made(5);
      sandbox.faults.set({ rest });
      expect(await listed()).toEqual(ids);
    },
  );

  it('links_self: the list ends with an error', async () => {
    await made(5);
    sandbox.faults.set({ rest: 'links_self' });
    expect(await codeOf(listed())).toBe('bad_answer');
  });

  it('token_revoked: the listing rejects with unauthorized, and a new token goes on from the cursor', async () => {
    const ids = await made(5);
    const another = sandbox.apps.create({ name: 'Reader', scopes: ['conversation_read'] }).token?.value ?? '';
    sandbox.faults.set({ rest: 'token_revoked' });
    const seen: string[] = [];
    let cursor: string | undefined;
    const read = async (drift: DriftClient): Promise<void> => {
      for await (const page of drift.conversations.list({ limit: 2 }).pages({ cursor })) {
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.cursor;
      }
    };
    expect(await codeOf(read(hasty()))).toBe('unauthorized');
    expect(seen).toHaveLength(2);
    sandbox.faults.set({ rest: 'none' });
    await read(hasty({ accessToken: another }));
    expect([...seen].sort()).toEqual(ids);
  });

  it('moving_rows: nothing hangs, and no row is without an id', async () => {
    await made(6);
    sandbox.faults.set({ rest: 'moving_rows' });
    const ids = await listed();
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.every((id) => /^\d+$/.test(id))).toBe(true);
  });
});

describe('what Drift does not document, in every position of the switch', () => {
  const switches: [string, object][] = [
    ...['error', 'errors', 'gateway'].map((restErrors): [string, object] => [
      `restErrors ${restErrors}`,
      { restErrors },
    ]),
    ...['observed', 'documented'].map((restAnswers): [string, object] => [
      `restAnswers ${restAnswers}`,
      { restAnswers },
    ]),
    ...['small', 'large'].map((restIds): [string, object] => [`restIds ${restIds}`, { restIds }]),
    ...['gone', 'readable'].map((deletedContact): [string, object] => [
      `deletedContact ${deletedContact}`,
      { deletedContact },
    ]),
  ];

  it.each(switches)('%s: the same calls work, with exact ids', async (_, assumptions) => {
    sandbox.configure({ assumptions });
    const drift = hasty();
    const contact = await drift.contacts.upsertByExternalId('user_1', { email: 'jane@acme.com' });
    const { id, contactId } = await drift.conversations.create({
      email: 'jane@acme.com',
      message: { body: 'Hi' },
    });
    expect(contactId).toBe(contact.id);
    const sent = await drift.conversations.sendMessage(id, { body: 'hello' });
    expect(sent.conversationId).toBe(id);
    expect((await drift.conversations.messages(id).toArray({ limit: 9 })).at(-1)?.id).toBe(sent.id);
    expect(await drift.conversations.list().first()).toMatchObject({ id, contactId });
    expect((await drift.conversations.get(id)).id).toBe(id);
    expect((await drift.contacts.get(contactId)).id).toBe(contactId);
    expect(await drift.contacts.postEvent({ contactId, event: 'x' })).toMatchObject({ contactId });
    expect((await drift.users.list().toArray({ limit: 9 })).length).toBeGreaterThan(0);
    expect(await codeOf(drift.contacts.get(999_999))).toBe('not_found');
    expect(await codeOf(drift.contacts.create({ email: 'jane@acme.com' }))).toBe('conflict');
    if ('restIds' in assumptions && assumptions.restIds === 'large') {
      expect(BigInt(id) > BigInt(Number.MAX_SAFE_INTEGER)).toBe(true);
    }
  });
});

describe('the limit', () => {
  it.each(['all', 'ratelimit', 'x_ratelimit', 'retry_after', 'retry_after_date', 'none'])(
    'with the headers "%s": others use it up, the client waits, and every call arrives',
    async (rateHeaders) => {
      await using limited = await createSandbox({ port: 0 });
      limited.configure({ assumptions: { rateHeaders } as never });
      // The sandbox counts by the minute of its clock: at the beginning of one, so that all falls into it.
      limited.clock.advance(60_000 - (limited.clock.now() % 60_000));
      // Reports: 60 a minute are used up sooner than 600.
      const query = { filters: [], metrics: ['numAgentMessages'] };
      const here = { baseUrl: limited.apiUrl, accessToken: limited.accessToken };
      const others = hasty(here);
      await Promise.all(Array.from({ length: 60 }, () => others.reports.conversations(query)));
      const events: RequestEvent[] = [];
      const drift = hasty({ ...here, onRequest: (event) => void events.push(event) });
      const calls = Promise.all(Array.from({ length: 5 }, () => drift.reports.conversations(query)));
      await expect.poll(() => events.some(({ status }) => status === 429)).toBe(true);
      limited.clock.advance(61_000);
      expect(await calls).toHaveLength(5);
    },
  );
});

describe('every other resource', () => {
  it('answers in the shapes that the client reads', async () => {
    const drift = createClient({ accessToken: sandbox.accessToken, baseUrl: sandbox.apiUrl });
    const [owner] = await drift.users.list().toArray({ limit: 1 });
    const ownerId = owner?.id ?? '';
    const account = await drift.accounts.create({ ownerId, domain: 'acme.com', name: 'Acme' });
    expect(account).toMatchObject({ ownerId, customProperties: [] });
    expect(await drift.accounts.get(account.accountId)).toMatchObject({ domain: 'acme.com' });
    expect(await codeOf(drift.accounts.create({ ownerId, domain: 'acme.com' }))).toBe('conflict');
    for (let n = 0; n < 5; n++) await drift.accounts.create({ ownerId, domain: `${n}.com` });
    expect(await drift.accounts.list({ size: 2 }).toArray({ limit: Infinity })).toHaveLength(6);
    expect(await drift.accounts.update(account.accountId, { ownerId, name: 'Acme Inc' })).toMatchObject({
      name: 'Acme Inc',
    });
    await drift.accounts.delete(account.accountId);
    expect(await drift.accounts.list().toArray({ limit: Infinity })).toHaveLength(5);

    await drift.contacts.create({ email: 'jane@acme.com', score: 5 });
    const attributes = await drift.contacts.listAttributes().toArray({ limit: Infinity });
    expect(attributes).toContainEqual(expect.objectContaining({ name: 'score', type: 'NUMERIC' }));
    const { id } = await drift.conversations.create({ email: 'jane@acme.com', message: { body: 'Hello?' } });
    expect(await drift.conversations.transcript(id)).toContain('Hello?');
    await drift.conversations.jsonTranscript(id);
    expect((await drift.conversations.stats()).conversationCount).toMatchObject({ OPEN: 1 });
    const report = await drift.reports.conversations({
      filters: [{ property: 'status', operation: 'IN', values: ['open'] }],
      metrics: ['numEndUserMessages'],
    });
    expect(report).toMatchObject({ count: 1, data: [{ conversationId: id }] });
    for (const list of [
      drift.playbooks.list(),
      drift.playbooks.landingPages(),
      drift.teams.list(),
      drift.teams.ofUser(ownerId),
    ]) {
      expect(Array.isArray(await list.toArray({ limit: Infinity }))).toBe(true);
    }
    const week = 7 * 86_400_000;
    await drift.meetings
      .list({ minStartTime: Date.now() - week, maxStartTime: Date.now() + week })
      .toArray({ limit: Infinity });
    expect(await drift.users.update(ownerId, { availability: 'OFFLINE' })).toMatchObject({ id: ownerId });
    expect(await codeOf(drift.attachments.get(999_999))).toBe('not_found');
    expect((await drift.app.tokenInfo()).scope).toContain('contact_read');
    expect((await drift.gdpr.retrieve('jane@acme.com')).message).toBeTruthy();
    expect((await drift.gdpr.delete('jane@acme.com')).message).toBeTruthy();
  });
});
