import { describe, expect, test } from 'vitest';
import type { IdentifyEntry } from '../../protocol';
import { entryOf } from './picture-for-test';
import { accountOf, modesFor } from './token-account';

const AT = 1_700_000_000_000;
const NOW = AT / 1000;

function account(claims: Record<string, unknown>, given: Partial<IdentifyEntry> = {}) {
  const token = { algorithm: 'HS256', header: { typ: 'JWT', alg: 'HS256' }, claims };
  const entry = { ...entryOf('identify', 1, { token, ...given }), at: AT };
  return accountOf(entry) as NonNullable<ReturnType<typeof accountOf>>;
}

test('no token has no account', () => {
  expect(accountOf(entryOf('identify', 1, { token: null }))).toBeNull();
});

test('header and claims are told by name, and times in words', () => {
  const { header, claims } = account({ sub: 'user_1', exp: NOW, roles: ['a'], nbf: 'x' });
  expect(header).toEqual([
    ['typ', '"JWT"'],
    ['alg', '"HS256"'],
  ]);
  const [sub, exp, roles, nbf] = claims;
  expect(sub).toEqual(['sub', '"user_1"', null]);
  expect(exp?.[2]).toContain('2023');
  expect([roles, nbf]).toEqual([
    ['roles', '["a"]', null],
    ['nbf', '"x"', null],
  ]);
});

describe('the expiry', () => {
  test('counts from the arrival', () => {
    expect(account({ iat: NOW - 2, exp: NOW + 298 }).expiry).toBe(
      'It lives 5 min. When it arrived, 4 min 58 s were left.',
    );
    expect(account({ exp: NOW - 60 }).expiry).toBe('When it arrived, it had been expired for 1 min.');
  });

  test('may be none, or nonsense', () => {
    expect(account({}).expiry).toBe('It never expires: there is no exp.');
    expect(account({ exp: 'soon' }).expiry).toBe('Its exp is no number.');
  });
});

describe('the three modes', () => {
  const counts = (...given: Parameters<typeof modesFor>) =>
    modesFor(...given).map(({ mode, counts: does }) => [mode, does]);

  test('agree on a valid token', () => {
    expect(counts('valid', 'refused')).toEqual([
      ['disabled', true],
      ['enabled', true],
      ['required', true],
    ]);
  });

  test('differ on one that is not', () => {
    expect(modesFor('expired', 'refused')).toEqual([
      { mode: 'disabled', counts: true, words: 'The identity counts. The token is not checked.' },
      { mode: 'enabled', counts: true, words: 'The token has expired. The identity counts as unsigned.' },
      { mode: 'required', counts: false, words: 'Refused: the token has expired.' },
    ]);
  });

  test('take the sub of another as the assumption has it', () => {
    expect(counts('wrong_subject', 'refused').at(-1)).toEqual(['required', false]);
    expect(counts('wrong_subject', 'accepted').at(-1)).toEqual(['required', true]);
  });
});
