import { expect, test } from 'vitest';
import { createSecretStore } from './secret-store';

const TOKEN = 'abcd-EFGH_0123456789';

test('a secret is masked wherever it stands, in values, names and lists', () => {
  const secrets = createSecretStore();
  secrets.add(TOKEN, null, undefined);
  const masked = secrets.maskAll({
    a: `Bearer ${TOKEN}`,
    [TOKEN]: [TOKEN, 5, null, { b: `${TOKEN}${TOKEN}` }],
  });
  expect(masked).toEqual({ a: 'Bearer abcd…', 'abcd…': ['abcd…', 5, null, { b: 'abcd…abcd…' }] });
  expect(JSON.stringify(masked)).not.toContain(TOKEN);
});

test('what nobody called a secret, or what is too short for one, stays as it is', () => {
  const secrets = createSecretStore();
  secrets.add('hello', TOKEN);
  expect(secrets.mask('hello world, abcd-EFGH_012345678')).toBe('hello world, abcd-EFGH_012345678');
});

test('of very many the oldest are given up that open nothing any more', () => {
  const secrets = createSecretStore();
  for (let count = 0; count < 501; count++) secrets.add(`secret-number-${count}-`);
  expect(secrets.mask('secret-number-0- secret-number-500-')).toBe('secret-number-0- secr…');
});

test('what still opens something is masked, however many came after it', () => {
  const secrets = createSecretStore(() => new Set([TOKEN]));
  secrets.add(TOKEN);
  for (let count = 0; count < 501; count++) secrets.add(`secret-number-${count}-`);
  expect(secrets.mask(`${TOKEN} secret-number-1-`)).toBe('abcd… secret-number-1-');
});
