import { expect, test } from 'vitest';
import { returnAddress } from './consent-request';

const BACK = 'https://crm.example/back?org=7';

test('well_formed: code and state stand in the address as any other parameter', () => {
  expect(returnAddress(BACK, { code: 'a', state: 'x y&z' }, 'well_formed')).toBe(
    'https://crm.example/back?org=7&code=a&state=x+y%26z',
  );
});

test('as_documented: state stands behind a second question mark', () => {
  expect(returnAddress('https://crm.example/back', { code: 'a', state: 'x' }, 'as_documented')).toBe(
    'https://crm.example/back?code=a?state=x',
  );
});

test('what was not given is not given back', () => {
  expect(returnAddress(BACK, { error: 'access_denied', state: null }, 'well_formed')).toBe(
    'https://crm.example/back?org=7&error=access_denied',
  );
});
