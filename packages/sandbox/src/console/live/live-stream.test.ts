import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { entryOf, stateOf } from '../model/picture-for-test';
import type { LiveEvent } from './live-state';
import type { LiveStream } from './live-stream';
import { openLiveStream } from './live-stream';

/** A connection that does what the test says. */
class FakeSocket {
  static all: FakeSocket[] = [];
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly url: string;

  constructor(url: string) {
    this.url = url;
    FakeSocket.all.push(this);
  }

  says(message: unknown): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  close(): void {
    this.onclose?.();
  }
}

const ledger = vi.fn<(url: string, options: { signal: AbortSignal }) => Promise<Response>>();
const ORIGIN = 'http://127.0.0.1:4100';
let events: LiveEvent[];
let stream: LiveStream;

beforeEach(() => {
  FakeSocket.all = [];
  events = [];
  ledger.mockReset().mockImplementation(async () => Response.json({ entries: [entryOf('call', 1)] }));
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('fetch', ledger);
  stream = openLiveStream(ORIGIN, (event) => events.push(event));
});

afterEach(() => {
  stream.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const newest = (): FakeSocket => FakeSocket.all.at(-1) as FakeSocket;
const types = (): string[] => events.map(({ type }) => type);
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

async function greet(lastSeq = 1): Promise<void> {
  newest().says({ type: 'hello', state: stateOf({ lastSeq }) });
  await settle();
}

describe('a connection', () => {
  test('is the stream, and after its hello the newest of the ledger', async () => {
    expect(newest().url).toBe('ws://127.0.0.1:4100/sandbox/stream');
    await greet(12_000);
    expect(ledger.mock.calls[0]?.[0]).toBe(`${ORIGIN}/sandbox/ledger?after=7000`);
    expect(types()).toEqual(['message', 'history']);
  });

  test('is given up and made anew when the ledger cannot be read', async () => {
    ledger.mockResolvedValueOnce(new Response('', { status: 500 }));
    await greet();
    expect(types()).toEqual(['message', 'lost']);
    await vi.advanceTimersByTimeAsync(500);
    expect(FakeSocket.all).toHaveLength(2);
  });

  test('that broke has no history to tell any more', async () => {
    let answer: (response: Response) => void = () => undefined;
    ledger.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    await greet();
    newest().close();
    answer(Response.json({ entries: [] }));
    await settle();
    expect(types()).toEqual(['message', 'lost']);
    expect(ledger.mock.calls[0]?.[1].signal.aborted).toBe(true);
  });
});

describe('after a break', () => {
  const pauseUntilNext = async (): Promise<number> => {
    const { length } = FakeSocket.all;
    const start = Date.now();
    newest().close();
    while (FakeSocket.all.length === length) await vi.advanceTimersByTimeAsync(100);
    return Date.now() - start;
  };

  test('it tries again with growing pauses, up to a limit', async () => {
    const pauses: number[] = [];
    for (let tries = 0; tries < 8; tries += 1) pauses.push(await pauseUntilNext());
    expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
  });

  test('the pauses begin anew once it was whole again', async () => {
    await pauseUntilNext();
    await pauseUntilNext();
    await greet();
    expect(await pauseUntilNext()).toBe(500);
  });

  test('a person need not wait', () => {
    newest().close();
    stream.retryNow();
    expect(FakeSocket.all).toHaveLength(2);
  });

  test('a try that was asked for is not made twice', async () => {
    newest().close();
    stream.retryNow();
    stream.retryNow();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(FakeSocket.all).toHaveLength(2);
  });
});

test('a closed stream stays closed', async () => {
  await greet();
  stream.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(FakeSocket.all).toHaveLength(1);
  expect(types()).toEqual(['message', 'history']);
});
