import { expect, test } from 'vitest';
import { redact, shownAddress, withoutPasswords } from './redact';

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
const SHORT = `eyJ… (${TOKEN.length} characters)`;

test('a token is cut short wherever it stands, and nothing else is touched', () => {
  expect(redact(['user_1', { plan: 'pro' }, { userJwt: TOKEN }])).toEqual([
    'user_1',
    { plan: 'pro' },
    { userJwt: SHORT },
  ]);
  expect(redact([null, 1, true, 'eyJ', 'eyJust a word. And another.'])).toEqual([
    null,
    1,
    true,
    'eyJ',
    'eyJust a word. And another.',
  ]);
});

test('so is one inside a text, in an address, without a signature, or as a name', () => {
  expect(redact(`Bearer ${TOKEN}, thanks`)).toBe(`Bearer ${SHORT}, thanks`);
  expect(redact(`https://a.test/?token=${TOKEN}&x=1`)).toBe(`https://a.test/?token=${SHORT}&x=1`);
  expect(redact('eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.')).toBe('eyJ… (36 characters)');
  expect(Object.keys(redact({ [TOKEN]: 1 }))).toEqual([SHORT]);
  expect(redact('eyJhbGciOiJkaXIifQ..aXY.Y2lwaGVy.dGFn')).toBe('eyJ… (37 characters)');
});

test('a password in a URL is left out, and nothing else of the URL', () => {
  const hook = 'https://crm:s3cr:et@crm.example:8080/hook?to=a@b.example';
  expect(withoutPasswords({ url: hook, why: `cannot reach ${hook}` })).toEqual({
    url: 'https://crm:…@crm.example:8080/hook?to=a@b.example',
    why: 'cannot reach https://crm:…@crm.example:8080/hook?to=a@b.example',
  });
  expect(withoutPasswords('http://:p@ss@host/')).toBe('http://:…@host/');
  for (const text of ['https://crm@crm.example/', 'https://crm.example:8080/a:b@c', 'ask jane: a@b.example'])
    expect(withoutPasswords(text)).toBe(text);
});

test.each([
  ['https://crm:s3cr:et@crm.example:8080/hook?to=5', 'https://…@crm.example:8080/hook?to=5'],
  ['https://key-alone@crm.example/hook', 'https://…@crm.example/hook'],
  [
    'https://crm.example/hook?org=5&accessToken=abc&X-Api-Key=1#a',
    'https://crm.example/hook?org=5&accessToken=…&X-Api-Key=…#a',
  ],
  ['https://crm.example/a@b?to=a@b.example&from', 'https://crm.example/a@b?to=a@b.example&from'],
])('the address %s is shown as %s', (address, shown) => {
  expect(shownAddress(address)).toBe(shown);
});

test('a text of a million characters that are nearly URLs with passwords takes no time', () => {
  const start = performance.now();
  for (const part of ['://', '://a:', 'a:b@', ':', '@', '?a', '&key']) {
    withoutPasswords(part.repeat(300_000));
    shownAddress(part.repeat(300_000));
  }
  expect(performance.now() - start).toBeLessThan(1000);
});

test('a text of a million characters that are nearly tokens takes no time', () => {
  const text = 'eyJ'.repeat(333_334);
  const start = performance.now();
  redact(text);
  redact(`${'eyJ-'.repeat(250_000)} `);
  expect(performance.now() - start).toBeLessThan(1000);
});

test('a value that is nested too deep is cut', () => {
  const nest = JSON.parse(`${'['.repeat(30_000)}${']'.repeat(30_000)}`) as unknown;
  expect(JSON.stringify(redact(nest)).length).toBeLessThan(200);
});
