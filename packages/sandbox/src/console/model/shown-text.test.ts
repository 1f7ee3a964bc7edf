import { expect, test } from 'vitest';
import { shownBlock, shownText, shownValue } from './shown-text';

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.22H1g2b8yxmkcEY1Fhku4AhNl-M40P5Sl_B2ktSUdv8';

test('no token is shown whole, wherever it stands', () => {
  expect(shownText(TOKEN)).toBe('eyJ… (a token)');
  expect(shownText(`https://app.example/?jwt=${TOKEN}&a=1`)).toBe(
    'https://app.example/?jwt=eyJ… (a token)&a=1',
  );
  expect(shownValue({ userJwt: TOKEN })).toBe('{"userJwt":"eyJ… (a token)"}');
  expect(shownBlock([TOKEN, TOKEN])).not.toContain('eyJhbGciOiJ');
});

test('what a cut leaves of a token is not shown either', () => {
  for (const end of [15, 30, 60]) expect(shownText(TOKEN, end)).toMatch(/^eyJ… \(a token\)… /);
});

test('a long text is cut and says how long it is', () => {
  expect(shownText('x'.repeat(60_000), 5)).toBe('xxxxx… (60000 characters)');
});

test('a mark that turns letters around is named instead of obeyed', () => {
  expect(shownText('user\u202Egpj.exe')).toBe('user⟨U+202E⟩gpj.exe');
  expect(shownText('שלום')).toBe('שלום');
});

test('a text made to be searched slowly is not', () => {
  const start = performance.now();
  shownText('eyJ'.repeat(200_000), Infinity);
  shownText(`eyJ${'a'.repeat(600_000)}`, Infinity);
  expect(performance.now() - start).toBeLessThan(500);
});

test('what has no JSON has a name', () => {
  expect(shownValue(undefined)).toBe('undefined');
});
