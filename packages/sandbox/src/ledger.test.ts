import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LedgerBook } from './ledger';
import { createLedger } from './ledger';

let ledger: LedgerBook;
beforeEach(() => {
  vi.useFakeTimers();
  let clock = 100;
  ledger = createLedger(() => clock++);
});
afterEach(() => vi.useRealTimers());

const who = { aid: 'aid-1', contactId: 1, externalId: null };
const track = (event: string): void => ledger.append({ type: 'track', ...who, event, attributes: {} });

test('entries are numbered from 1 without gaps, in the order in which they came', () => {
  track('one');
  ledger.append({ type: 'ready', ...who });
  track('two');
  expect(ledger.entries().map(({ seq, at, type }) => [seq, at, type])).toEqual([
    [1, 100, 'track'],
    [2, 101, 'ready'],
    [3, 102, 'track'],
  ]);
  expect(ledger.lastSeq).toBe(3);
});

test('a filter compares fields, and after asks for later ones', () => {
  track('one');
  track('two');
  track('one');
  expect(ledger.entries({ type: 'track', event: 'one' }).map(({ seq }) => seq)).toEqual([1, 3]);
  expect(ledger.entries({ type: 'track', event: 'one', after: 1 }).map(({ seq }) => seq)).toEqual([3]);
  expect(ledger.entries((entry) => entry.seq === 2)).toHaveLength(1);
});

test('waitFor finds what has already happened', async () => {
  track('one');
  expect(await ledger.waitFor({ type: 'track' })).toMatchObject({ event: 'one' });
});

test('waitFor resolves with the first entry to come that matches', async () => {
  track('one');
  const found = ledger.waitFor({ type: 'track', event: 'two' });
  track('three');
  track('two');
  expect(await found).toMatchObject({ seq: 3, event: 'two' });
  expect(vi.getTimerCount()).toBe(0);
});

test('waitFor after a seq does not look back', async () => {
  track('one');
  const found = ledger.waitFor({ type: 'track' }, { after: ledger.lastSeq });
  track('two');
  expect(await found).toMatchObject({ event: 'two' });
});

test('waitFor rejects after its timeout, and says what was wanted and what came instead', async () => {
  track('one');
  const wait = ledger.waitFor({ type: 'ready' }, { timeout: 50 });
  const rejection = expect(wait).rejects.toThrow(
    'An entry with {"type":"ready"} did not happen within 50 ms. The ledger ends with: 1 track.',
  );
  await vi.advanceTimersByTimeAsync(50);
  await rejection;
});

test('clear forgets the entries and counts on', () => {
  track('one');
  ledger.clear();
  expect(ledger.entries()).toEqual([]);
  track('two');
  expect(ledger.entries()[0]?.seq).toBe(2);
});
