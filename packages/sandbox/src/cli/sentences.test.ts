import { expect, test } from 'vitest';
import { greeting, sentenceFor } from './sentences';

const sandbox = {
  url: 'http://127.0.0.1:4100',
  apiUrl: 'http://127.0.0.1:4110',
  accessToken: 'a-token-of-the-test',
  embedId: 'sandbox0drft',
  signedIdentities: 'required',
} as const;

test('the greeting says where everything is, and where the secret comes from', () => {
  const lines = greeting(sandbox, 'DRIFT_SIGNING_SECRET').join('\n');
  expect(lines).toContain('http://127.0.0.1:4100/include/<bucket>/sandbox0drft.js');
  expect(lines).toMatch(/http:\/\/127\.0\.0\.1:4110[^]*a-token-of-the-test/);
  expect(lines).toContain('signing secret: from DRIFT_SIGNING_SECRET');
  expect(greeting(sandbox, null).join('\n')).toContain('--secret-from-env');
});

test.each([
  [
    { code: 'EADDRINUSE', port: 4100, address: '127.0.0.1' },
    'port 4100 on 127.0.0.1 is taken.',
    '--port 4101',
  ],
  [{ code: 'EACCES', port: 80 }, 'port 80 may not be used', 'above 1023'],
  [{ code: 'EADDRNOTAVAIL', address: '10.9.9.9' }, '10.9.9.9 is not an address of this machine', '--host'],
  [{ message: 'something else' }, 'something else', ''],
])('%j becomes a sentence that says what to do', (error, what, remedy) => {
  expect(sentenceFor(error)).toContain(what);
  expect(sentenceFor(error)).toContain(remedy);
});
