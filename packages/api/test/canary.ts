import { inspect } from 'node:util';
import { afterAll, afterEach, expect } from 'vitest';

/** Every test's token. No error, event, log line or inspect output may ever show it. */
export const TOKEN = 'canary-token-7f3a';

/** Everything that a log could print of a value. */
export function printed(value: unknown): string {
  const error = value instanceof Error ? `${value.stack} ${String(value)} ${printed(value.cause)}` : '';
  return `${inspect(value, { depth: 20, showHidden: true, getters: true })} ${asJson(value)} ${error}`;
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}

const leaks: string[] = [];

/** Remembers a value that shows the token: the test that is running fails. */
export function watch(value: unknown): void {
  if (printed(value).includes(TOKEN)) leaks.push(inspect(value, { depth: 3 }).slice(0, 300));
}

// The console of a worker is vitest's own, so both doors are watched.
for (const stream of [process.stdout, process.stderr]) {
  const { write } = stream;
  stream.write = ((chunk: string | Uint8Array, ...rest: []) => {
    watch(String(chunk));
    return write.call(stream, chunk, ...rest);
  }) as typeof stream.write;
  afterAll(() => void (stream.write = write));
}
for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
  const write = console[name];
  console[name] = (...values: unknown[]): void => {
    values.forEach(watch);
    write.call(console, ...values);
  };
  afterAll(() => void (console[name] = write));
}

afterEach(() => {
  expect(leaks.splice(0), 'what showed the access token').toEqual([]);
});
