import type { Item } from '../archive/cells';
import type { ExportClient, Page, Pages } from './client';

/** A Drift in memory, for tests of the export: the lists of its API, its pages, and a log of what was asked. */
export interface DriftForTest extends ExportClient {
  contacts: ExportClient['contacts'] & { findByEmail(email: string): Pages };
  world: World;
  calls: string[];
  /** Runs before each answer; what it throws is the answer. */
  before(call: string): void;
}

export interface World {
  conversations: Item[];
  messages: Record<string, Item[]>;
  contacts: Record<string, Item>;
  attachments: Record<string, Uint8Array>;
}

export class DriftApiError extends Error {
  override name = 'DriftApiError';
  readonly code: string;
  constructor(code: string) {
    super(`Drift answered ${code}`);
    this.code = code;
  }
}

const PAGE = 3;
export const START = 1_700_000_000_000;
/** Further apart than the part of the list that every walk reads again. */
const APART = 120_000;
/** Odd, and above 2^53. */
const ODD = 11_751_623_441_268_737n;

export const oddId = (index: number): string => String(ODD + 2n * BigInt(index));

/** `count` conversations, of as many contacts by twos, with up to seven messages each. */
export function worldOf(count: number): World {
  const world: World = { conversations: [], messages: {}, contacts: {}, attachments: {} };
  for (let index = 0; index < count; index += 1) {
    const id = oddId(index);
    const contactId = String(500 + Math.floor(index / 2));
    world.conversations.push({
      id,
      contactId,
      status: 'open',
      createdAt: START,
      updatedAt: START + index * APART,
    });
    world.contacts[contactId] = {
      id: contactId,
      createdAt: START,
      attributes: { email: `${contactId}@acme.com` },
    };
    world.messages[id] = Array.from({ length: index % 8 }, (_, at) => ({
      id: `${index + 1}${String(at).padStart(3, '0')}`,
      conversationId: id,
      body: `message ${at} of ${id}`,
      author:
        at % 2 === 0 ? { type: 'contact', id: contactId, bot: false } : { type: 'user', id: '9', bot: true },
      type: 'chat',
      createdAt: START + at,
    }));
  }
  return world;
}

export function createDriftForTest(world: World): DriftForTest {
  const drift: DriftForTest = {
    world,
    calls: [],
    before: () => undefined,
    conversations: {
      list: () =>
        paged('conversations', () => [...world.conversations].sort((a, b) => when(b) - when(a)), keyset),
      get: (id) =>
        answer(`conversation ${id}`, () => ({
          ...found(world.conversations.find((item) => item['id'] === id)),
          participants: ['9'],
        })),
      messages: (id) => paged(`messages ${id}`, () => found(world.messages[id]), offset),
      transcript: (id) => answer(`transcript ${id}`, () => `Jan 1, 00:00:00 AM EST null: ${id}`),
      stats: () => answer('stats', () => ({ conversationCount: { OPEN: world.conversations.length } })),
    },
    contacts: {
      get: (id) => answer(`contact ${id}`, () => found(world.contacts[id])),
      findByEmail: (email) =>
        paged(
          `contacts of ${email}`,
          () => Object.values(world.contacts).filter((item) => emailOf(item) === email),
          offset,
        ),
    },
    users: { list: () => paged('users', () => [{ id: '9', name: 'Robot', bot: true }], offset) },
    teams: { list: () => paged('teams', () => [], offset) },
    playbooks: {
      list: () => paged('playbooks', () => [], offset),
      landingPages: () => paged('landing pages', () => [], offset),
    },
    accounts: { list: () => paged('accounts', () => [{ accountId: '1_acme.com' }], offset) },
    meetings: { list: () => paged('meetings', () => [], offset) },
    attachments: { get: (id) => answer(`attachment ${id}`, () => ({ bytes: found(world.attachments[id]) })) },
  };

  async function answer<T>(call: string, give: () => T): Promise<T> {
    await Promise.resolve();
    drift.calls.push(call);
    drift.before(call);
    return structuredClone(give());
  }

  function paged(call: string, all: () => Item[], pageOf: (items: Item[], cursor?: string) => Page): Pages {
    async function* pages({ cursor }: { cursor?: string } = {}): AsyncGenerator<Page> {
      for (let at = cursor; ;) {
        const page = await answer(`${call} ${at ?? ''}`.trim(), () => pageOf(all(), at));
        yield page;
        at = page.cursor;
        if (at === undefined) return;
      }
    }
    return {
      pages,
      async toArray() {
        const items: unknown[] = [];
        for await (const page of pages()) items.push(...page.items);
        return items;
      },
    };
  }
  return drift;
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new DriftApiError('not_found');
  return value;
}

const emailOf = (item: Item): unknown => (item['attributes'] as Item)['email'];
const when = (item: Item): number => item['updatedAt'] as number;

function offset(items: Item[], cursor = '0'): Page {
  const end = Number(cursor) + PAGE;
  return { items: items.slice(Number(cursor), end), ...(end < items.length && { cursor: String(end) }) };
}

/** After the last row of the page before, wherever that stands now: as Drift's page_token does. */
function keyset(items: Item[], cursor?: string): Page {
  const rest = cursor === undefined ? items : items.filter((item) => when(item) < Number(cursor));
  const page = rest.slice(0, PAGE);
  const last = page.at(-1);
  return { items: page, ...(rest.length > PAGE && last && { cursor: String(when(last)) }) };
}
