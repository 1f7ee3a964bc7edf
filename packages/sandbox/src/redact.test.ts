import { expect, test } from 'vitest';
import { redact } from './redact';

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';

test('a token is cut short wherever it stands, and nothing else is touched', () => {
  expect(redact(['user_1', { plan: 'pro' }, { userJwt: TOKEN }])).toEqual([
    'user_1',
    { plan: 'pro' },
    { userJwt: `eyJ… (${TOKEN.length} characters)` },
  ]);
  expect(redact([null, 1, true])).toEqual([null, 1, true]);
});
