import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LedgerStore } from './ledger-store';
import { createLedgerStore } from './ledger-store';

let ledger: LedgerStore;
beforeEach(() => {
  vi.useFakeTimers();
  let clock = 100;
  ledger = createLedgerStore({ now: () => clock++, limit: 5 });
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

test('waitFor without end waits on, where a timer would fire at once', async () => {
  const wait = ledger.waitFor({ type: 'track' }, { timeout: Infinity });
  await vi.advanceTimersByTimeAsync(60_000);
  track('late');
  expect(await wait).toMatchObject({ event: 'late' });
});

test('clear forgets the entries and counts on', () => {
  track('one');
  ledger.clear();
  expect(ledger.entries()).toEqual([]);
  track('two');
  expect(ledger.entries()[0]?.seq).toBe(2);
});

test('above its limit the oldest go, and it says how many and from where it still knows', () => {
  for (const event of ['1', '2', '3', '4', '5']) track(event);
  expect([ledger.dropped, ledger.oldestSeq]).toEqual([0, 1]);
  for (const event of ['6', '7']) track(event);
  expect([ledger.dropped, ledger.oldestSeq, ledger.lastSeq]).toEqual([2, 3, 7]);
  expect(ledger.entries().map(({ seq }) => seq)).toEqual([3, 4, 5, 6, 7]);
});

test('who asks for what came after a seq of which some is gone is told so', async () => {
  for (const event of ['1', '2', '3', '4', '5', '6', '7']) track(event);
  expect(ledger.entries({ after: 2 })).toHaveLength(5);
  expect(() => ledger.entries({ after: 1 })).toThrow(
    'dropped entries after 1: 2 were dropped, the oldest is now 3.',
  );
  await expect(ledger.waitFor({ type: 'track' }, { after: 1 })).rejects.toThrow(RangeError);
  await expect(ledger.waitFor({ type: 'track', after: 1 })).rejects.toThrow(RangeError);
  ledger.clear();
  expect(ledger.entries({ after: 1 })).toEqual([]);
});

test('a wait that fails names the entries it could not look at', async () => {
  for (const event of ['1', '2', '3', '4', '5', '6']) track(event);
  const rejection = expect(ledger.waitFor({ type: 'ready' }, { timeout: 50 })).rejects.toThrow(
    '1 were dropped',
  );
  await vi.advanceTimersByTimeAsync(50);
  await rejection;
});

test('restored, it goes on counting where it stopped', () => {
  for (const event of ['1', '2', '3', '4', '5', '6']) track(event);
  const after = createLedgerStore({ now: () => 0, limit: 3 });
  after.restore({ entries: ledger.entries(), lastSeq: ledger.lastSeq, dropped: ledger.dropped });
  after.append({ type: 'ready', ...who });
  expect(after.entries().map(({ seq }) => seq)).toEqual([5, 6, 7]);
  expect(after.dropped).toBe(4);
});

test('an entry keeps no password of a URL', () => {
  track('http://crm:s3cret@crm.example/hook');
  expect(JSON.stringify(ledger.entries())).toContain('http://crm:…@crm.example/hook');
});
