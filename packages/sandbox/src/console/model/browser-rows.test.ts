import { describe, expect, test } from 'vitest';
import type { LedgerEntry, SandboxState } from '../../protocol';
import { browserRows, isSettling } from './browser-rows';
import { browserOf, contactOf, entryOf, pictureOf } from './picture-for-test';

const NOW = 1_000_000;
const known: Partial<SandboxState> = {
  contacts: [contactOf(1001), contactOf(1002, { externalId: 'user_1', attributes: { name: 'Jane' } })],
};
const rows = (browsers: SandboxState['browsers'], entries: LedgerEntry[] = []) =>
  browserRows(pictureOf({ ...known, browsers }, entries), NOW);

describe('the order', () => {
  test('has browsers with a page open first, and of these the one that last did something', () => {
    const listed = rows([
      browserOf('early', 1001, { openPages: 1, lastSeen: 1 }),
      browserOf('gone', 1001, { lastSeen: 900_000 }),
      browserOf('late', 1002, { openPages: 1, lastSeen: 2 }),
    ]);
    expect(listed.map(({ aid, presence }) => [aid, presence])).toEqual([
      ['late', 'online'],
      ['early', 'online'],
      ['gone', 'offline'],
    ]);
  });

  test('does not change while a page is reloaded', () => {
    const reloading = browserOf('a', 1001, { openPages: 0, lastSeen: NOW - 300 });
    const other = browserOf('b', 1002, { openPages: 1, lastSeen: 5 });
    expect(rows([other, reloading]).map(({ aid, presence }) => [aid, presence])).toEqual([
      ['a', 'online'],
      ['b', 'online'],
    ]);
  });
});

test('a look again is needed only while a page may be reloading', () => {
  const at = (lastSeen: number, openPages: number) =>
    isSettling(pictureOf({ browsers: [browserOf('a', 1001, { lastSeen, openPages })] }), NOW);
  expect([at(NOW - 300, 0), at(NOW - 300, 1), at(NOW - 3000, 0)]).toEqual([true, false, false]);
});

test('a browser that reset is let go, until its id comes back', () => {
  const browsers = [browserOf('aid-1', 1002, { openPages: 1 })];
  const reset = entryOf('reset', 3);
  expect(rows(browsers, [reset])[0]).toMatchObject({ presence: 'let_go', letGoAt: 3000 });
  expect(rows(browsers, [reset, entryOf('bootstrap', 4)])[0]).toMatchObject({
    presence: 'online',
    letGoAt: null,
  });
});

describe('a visit that was refused', () => {
  const refused = entryOf('bootstrap', 9, {
    aid: 'new',
    contactId: null,
    outcome: 'refused',
    why: 'The token is missing.',
  });

  test('a refused browser shows nobody, with the reason', () => {
    expect(rows([], [refused])).toMatchObject([
      { aid: 'new', persona: null, trouble: 'The token is missing.', lastSeen: 9000 },
    ]);
  });

  test('comes before browsers that were seen earlier, as its page is likely the one looked at', () => {
    const other = browserOf('old', 1002, { openPages: 1, lastSeen: 8000 });
    expect(rows([other], [refused]).map(({ aid }) => aid)).toEqual(['new', 'old']);
  });

  test('a refused visit of a known browser keeps its contact, and says why it is not ready', () => {
    const [row] = rows([browserOf('new', 1002)], [refused]);
    expect(row).toMatchObject({ persona: { name: 'Jane' }, trouble: 'The token is missing.' });
  });

  test('is over with the next that is ready', () => {
    const ready = entryOf('bootstrap', 10, { aid: 'new' });
    expect(rows([browserOf('new', 1002)], [refused, ready])[0]?.trouble).toBeNull();
  });

  test('or never answered says at least that', () => {
    const silent = { ...refused, outcome: 'unanswered', why: null } as const;
    expect(rows([], [silent])[0]?.trouble).toBe('The visit was unanswered.');
  });
});
