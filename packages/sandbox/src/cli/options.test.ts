import { expect, test } from 'vitest';
import { parseCommand } from './options';

test('without arguments it listens on port 4100', () => {
  expect(parseCommand([], {})).toEqual({
    type: 'start',
    options: { port: 4100, apiPort: 4110 },
    secretFrom: null,
    seedFile: null,
    open: false,
  });
});

test('every option arrives', () => {
  const args =
    '--port 0 --host 0.0.0.0 --allow-host pc.lan --embed-id abcdefgh1234 --signed-identities enabled ' +
    '--data .sandbox --seed seed.json --ledger-limit 500 --webhooks http://localhost:3000/drift --open';
  expect(parseCommand([...args.split(' '), '--secret-from-env', 'KEY'], { KEY: 'shh' })).toEqual({
    type: 'start',
    secretFrom: 'KEY',
    seedFile: 'seed.json',
    open: true,
    options: {
      port: 0,
      apiPort: 0,
      host: '0.0.0.0',
      allowedHosts: ['pc.lan'],
      embedId: 'abcdefgh1234',
      signedIdentities: 'enabled',
      secret: 'shh',
      webhooks: { requestUrl: 'http://localhost:3000/drift' },
      data: '.sandbox',
      ledgerLimit: 500,
    },
  });
});

test('help asks for nothing else', () => {
  expect(parseCommand(['--help'], {})).toEqual({ type: 'help' });
});

test.each([
  [['--port', '70000'], '--port must be a number from 0 to 65535; received "70000".'],
  [['--port', ''], '--port must be a number from 0 to 65535; received "".'],
  [['--secret-from-env', 'KEY'], 'the environment variable KEY is not set'],
  [['--ledger-limit', 'many'], '--ledger-limit must be a whole number above 0; received "many".'],
  [['--prot', '1'], "Unknown option '--prot'"],
])('%j is refused with a sentence', (args, message) => {
  expect(() => parseCommand(args, {})).toThrow(message);
});
