import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitsOf, hasManyDigits } from './digits';

describe('hasManyDigits', () => {
  it('says what the regular expression says', () => {
    const part = fc.oneof(
      fc.integer({ min: 1, max: 40 }).map((length) => '7'.repeat(length)),
      fc.stringMatching(/^[a-z/:;]{0,20}$/),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        expect(hasManyDigits(text)).toBe(/\d{16,}/.test(text));
      }),
      { numRuns: 500 },
    );
  });

  it('finds 16 digits wherever they begin, and takes 15 for nothing', () => {
    for (let at = 0; at < 40; at++) {
      expect(hasManyDigits(`${'x'.repeat(at)}${'1'.repeat(16)}y`)).toBe(true);
      expect(hasManyDigits(`${'x'.repeat(at)}${'1'.repeat(15)}y${'2'.repeat(15)}`)).toBe(false);
    }
  });
});

describe('digitsOf', () => {
  it('gives the digits of every safe integer', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (number) => {
        expect(digitsOf(number)).toBe(String(number));
      }),
      {
        numRuns: 1_000,
        examples: [0, -1, 999_999, 1_000_000, 2 ** 30, 2 ** 31, 1e9 + 1, 1e15, 1e15 - 1, 2 ** 53 - 1].map(
          (n) => [n],
        ),
      },
    );
  });
});
