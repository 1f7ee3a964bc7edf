import { expect, test } from 'vitest';
import { parseCommand } from './cli-options';

test('without arguments it listens on port 4100', () => {
  expect(parseCommand([], {})).toEqual({ type: 'start', options: { port: 4100 }, secretFrom: null });
});

test('every option arrives', () => {
  const args =
    '--port 0 --host 0.0.0.0 --allow-host pc.lan --embed-id abcdefgh1234 --signed-identities enabled';
  expect(parseCommand([...args.split(' '), '--secret-from-env', 'KEY'], { KEY: 'shh' })).toEqual({
    type: 'start',
    secretFrom: 'KEY',
    options: {
      port: 0,
      host: '0.0.0.0',
      allowedHosts: ['pc.lan'],
      embedId: 'abcdefgh1234',
      signedIdentities: 'enabled',
      secret: 'shh',
    },
  });
});

test('help asks for nothing else', () => {
  expect(parseCommand(['--help'], {})).toEqual({ type: 'help' });
});

test.each([
  [['--port', '70000'], '--port is a number from 0 to 65535; received "70000".'],
  [['--port', ''], '--port is a number from 0 to 65535; received "".'],
  [['--secret-from-env', 'KEY'], 'the environment variable KEY is not set'],
  [['--prot', '1'], "Unknown option '--prot'"],
])('%j is refused with a sentence', (args, message) => {
  expect(() => parseCommand(args, {})).toThrow(message);
});
