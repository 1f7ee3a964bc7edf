import { describe, expect, test } from 'vitest';
import { LEDGER_TYPES } from '../../stores/ledger-store';
import type { EntryOf, LedgerType } from '../../protocol';
import { lineOf } from './entry-line';
import { entryOf } from './picture-for-test';

function detail<T extends LedgerType>(type: T, given: Partial<EntryOf<T>>): string {
  return lineOf(entryOf(type, 1, given)).detail;
}

test('every kind of entry has a line', () => {
  for (const type of LEDGER_TYPES) {
    const { label, detail: text } = lineOf(entryOf(type, 1));
    expect([label, text], type).not.toContain('');
  }
});

test('a call reads as it stood in the page', () => {
  const args = ['user_1', { plan: 'pro' }, { userJwt: 'eyJ… (80 characters)' }];
  expect(detail('call', { method: 'identify', args })).toBe(
    'identify("user_1", {"plan":"pro"}, {"userJwt":"eyJ… (80 characters)"})',
  );
});

test.each([
  ['include', '/include/300000/sandbox0drft.js'],
  ['conductor', '/conductor'],
  ['shim', '/dist/shim-window-prod.js'],
] as const)('the script %s is named by its address', (file, address) => {
  expect(detail('script', { file })).toBe(address);
});

test('one long argument does not push out the others', () => {
  const text = detail('call', { method: 'identify', args: ['x'.repeat(5000), 'second'] });
  expect(text).toContain('"second"');
  expect(text.length).toBeLessThan(300);
});

describe('an identify', () => {
  test('says whose the browser is now', () => {
    expect(detail('identify', { userId: 'user_1', contactAfter: 1002 })).toBe('user_1 → contact 1002');
  });

  test('that was refused says whose it still is', () => {
    expect(detail('identify', { outcome: 'refused', contactAfter: 1001 })).toBe(
      'user_1 refused, still contact 1001',
    );
    expect(detail('identify', { outcome: 'refused', contactAfter: null })).toBe('user_1 refused');
  });
});

describe('a visit', () => {
  test('says as whom it is born, and by what', () => {
    const identified = { bornAs: 'identified', source: 'cookie', claimedId: 'user_1' } as const;
    expect(detail('bootstrap', identified)).toBe('of user_1, by the cookie drift_eid');
    expect(detail('bootstrap', {})).toBe('of an anonymous visitor, by its drift_aid');
  });

  test('a refused visit shows the claimed id', () => {
    expect(detail('bootstrap', { bornAs: 'nobody', claimedId: 'user_1' })).toBe(
      'of nobody, who claimed to be user_1',
    );
  });
});
