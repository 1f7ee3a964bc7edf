import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient, createWebhookHandler } from '@driftkit/api';
import type { WebhookEvent } from '@driftkit/api';
import { toNodeHandler } from '@driftkit/api/node';
import { createSandbox } from '@driftkit/sandbox';
import { createSync } from '@driftkit/sync';
import type { ContactRecord, ConversationBundle, Destination, Sync } from '@driftkit/sync';
import { afterAll, beforeAll, expect, it } from 'vitest';

const SEEDS = process.env['DRIFTKIT_LONG'] ? 1_000 : 50;
const STEPS = process.env['DRIFTKIT_LONG'] ? 24 : 8;
const HOUR = 3_600_000;

type Sandbox = Awaited<ReturnType<typeof createSandbox>>;
let sandbox: Sandbox;
/** Events that Drift has sent and nobody has taken yet. */
let sent: WebhookEvent[] = [];
const server = createServer((request, response) => {
  const onEvent = (event: WebhookEvent): void => void sent.push(event);
  void toNodeHandler(createWebhookHandler({ verificationToken: sandbox.verificationToken, onEvent }))(
    request,
    response,
  );
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  sandbox = await createSandbox({ webhooks: { requestUrl: `http://127.0.0.1:${port}/drift` } });
});
afterAll(async () => {
  await sandbox.close();
  server.close();
});

it(
  `whatever is duplicated, reordered, delayed or lost, the destination ends as the sandbox is: ${SEEDS} seeds`,
  async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      await runSeed(seed).catch((error: unknown) => {
        throw new Error(`seed ${seed}: ${String(error)}`, { cause: error });
      });
    }
  },
  SEEDS * 2_000,
);

async function runSeed(seed: number): Promise<void> {
  sandbox.reset();
  sent = [];
  const random = createRandom(seed);
  const crm = createCrm();
  const client = createClient({ accessToken: sandbox.accessToken, baseUrl: sandbox.apiUrl });
  const sync = createSync({
    client,
    store: 'sqlite::memory:',
    destination: crm.destination,
    onError: () => undefined,
    now: () => sandbox.clock.now(),
  });
  /** Contacts of whom something was said that never arrived. */
  const unheard = new Set<string>();
  try {
    for (let step = 0; step < STEPS; step += 1) {
      await happen(random, client, step);
      await sandbox.webhooks.settled();
      await deliver(random, sync, unheard);
      if (random(4) === 0) await sync.sweep();
      crm.state.fails = random(4) === 0;
      if (random(3) === 0) await sync.run({ once: true });
      crm.state.fails = false;
      sandbox.clock.advance(1 + random(60_000));
    }
    // What was delayed arrives after all, in another order.
    for (const event of shuffled(random, sent.splice(0))) await sync.handle(event);
    for (let round = 0; round < 2; round += 1) {
      sandbox.clock.advance(HOUR);
      await sync.sweep();
      await sync.run({ once: true });
    }
    expect(await sync.status()).toEqual({ waiting: 0, running: 0, failed: [], moreFailed: 0 });
    expect(crm.conversations()).toEqual(conversationsOf(sandbox));
    expect(crm.contacts(unheard)).toEqual(contactsOf(sandbox, unheard));
  } finally {
    await sync.close();
  }
}

/** Something changes in Drift. */
async function happen(
  random: (below: number) => number,
  client: ReturnType<typeof createClient>,
  step: number,
): Promise<void> {
  const all = sandbox.conversations.list();
  const one = all[random(all.length || 1)];
  const what = random(7);
  if (!one || (what === 0 && all.length < 5)) {
    await client.conversations.create({ email: `${random(3)}@acme.com`, message: { body: `hello ${step}` } });
  } else if (what < 3) sandbox.conversations.reply(one.id, `answer ${step}`);
  else if (what === 3) sandbox.conversations.note(one.id, `note ${step}`);
  else if (what === 4) sandbox.conversations.setStatus(one.id, one.status === 'closed' ? 'open' : 'closed');
  else if (what === 5) sandbox.webhooks.push(one.id);
  else await client.contacts.update(String(one.contactId), { name: `name ${step}` });
}

/** Webhooks arrive, twice, late or never. */
async function deliver(random: (below: number) => number, sync: Sync, unheard: Set<string>): Promise<void> {
  for (const event of shuffled(random, sent.splice(0))) {
    const fate = random(8);
    const contactId = event.type === 'contact_updated' ? event.data.endUserId : undefined;
    if (fate < 2) {
      if (contactId !== undefined) unheard.add(contactId);
    } else if (fate < 4) sent.push(event);
    else {
      await sync.handle(event);
      if (contactId !== undefined) unheard.delete(contactId);
      // And once more, some time later.
      if (fate === 4) sent.push(event);
    }
  }
}

interface Crm {
  destination: Destination;
  state: { fails: boolean };
  conversations(): unknown;
  contacts(without: ReadonlySet<string>): unknown;
}

/** A CRM that fails at times, and keeps of each what has the highest version. */
function createCrm(): Crm {
  const conversations = new Map<string, { version: number; value: ConversationBundle }>();
  const contacts = new Map<string, { version: number; value: ContactRecord['contact'] }>();
  const state = { fails: false };
  function keep<T>(
    into: Map<string, { version: number; value: T }>,
    id: string,
    version: number,
    value: T,
  ): void {
    if (version > (into.get(id)?.version ?? 0)) into.set(id, { version, value });
  }
  return {
    state,
    destination: {
      upsertConversation(bundle, { version }) {
        if (state.fails) return Promise.reject(new Error('the CRM is away'));
        keep(conversations, bundle.conversation.id, version, bundle);
        if (bundle.contact) keep(contacts, bundle.contact.id, version, bundle.contact);
        return Promise.resolve();
      },
      upsertContact({ contact }, { version }) {
        if (state.fails) return Promise.reject(new Error('the CRM is away'));
        keep(contacts, contact.id, version, contact);
        return Promise.resolve();
      },
      erase: () => Promise.resolve(),
    },
    conversations: () =>
      sorted(
        [...conversations.values()].map(({ value: { conversation, messages } }) => [
          conversation.id,
          [conversation.status, messages.map(({ id }) => id).sort()],
        ]),
      ),
    contacts: (without) =>
      sorted(
        [...contacts.values()]
          .filter(({ value }) => !without.has(value.id))
          .map(({ value }) => [value.id, value.attributes['name']]),
      ),
  };
}

const conversationsOf = ({ conversations }: Sandbox): unknown =>
  sorted(
    conversations
      .list()
      .map(({ id, status, messages }) => [
        String(id),
        [status, messages.map((message) => String(message.id)).sort()],
      ]),
  );

/** Those with a conversation: nobody else is told of. */
const contactsOf = ({ contacts, conversations }: Sandbox, without: ReadonlySet<string>): unknown =>
  sorted(
    contacts
      .list()
      .filter(({ id }) => !without.has(String(id)) && conversations.list({ contactId: id }).length > 0)
      .map(({ id, attributes }) => [String(id), attributes['name']]),
  );

const sorted = (entries: [string, unknown][]): Record<string, unknown> =>
  Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));

/** Whole numbers below a bound, the same for the same seed (mulberry32). */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

function shuffled<T>(random: (below: number) => number, items: T[]): T[] {
  return items
    .map((item) => ({ item, at: random(1_000_000) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
