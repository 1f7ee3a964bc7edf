import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DriftError } from '../errors';
import { createGate, dropCalls, flush, pushCall } from './gate';
import type { Gate, HeldCall } from './gate';

let isOpen: boolean;
let here: unknown;
let errors: DriftError[];
let delivered: string[];
let onDeliver: (call: HeldCall) => void;
let asked: number;
let gate: Gate;

const make = (maxQueue = 100): Gate =>
  createGate({
    maxQueue,
    isOpen: () => isOpen,
    admits: (person) => {
      asked++;
      return person === here;
    },
    deliver: (call) => {
      delivered.push(call.path);
      onDeliver(call);
    },
    report: (error) => errors.push(error),
  });
const push = (path: string, person?: unknown): void => pushCall(gate, { path, args: [], person });

beforeEach(() => {
  isOpen = false;
  here = 'ann';
  errors = [];
  delivered = [];
  onDeliver = () => undefined;
  asked = 0;
  gate = make();
});

describe('order', () => {
  it('is that of the calls', () => {
    push('one', 'ann');
    push('two');
    push('three', 'ann');
    isOpen = true;
    flush(gate);
    expect(delivered).toEqual(['one', 'two', 'three']);
  });
  it('is kept by a call that is made when the gate has opened, before anybody has flushed it', () => {
    push('one', 'ann');
    isOpen = true;
    push('two', 'ann');
    expect(delivered).toEqual(['one', 'two']);
  });
  it('is kept by a call that is made while another is delivered', () => {
    onDeliver = ({ path }) => path === 'one' && push('three');
    push('one');
    push('two');
    isOpen = true;
    flush(gate);
    expect(delivered).toEqual(['one', 'two', 'three']);
    onDeliver = ({ path }) => path === 'four' && push('five');
    push('four');
    expect(delivered.slice(3)).toEqual(['four', 'five']);
  });
  it('is that of each person', () => {
    push('of bob', 'bob');
    push('of ann', 'ann');
    isOpen = true;
    flush(gate);
    expect(delivered).toEqual(['of ann']);
    here = 'bob';
    flush(gate);
    expect(delivered).toEqual(['of ann', 'of bob']);
  });
});

describe('the gate', () => {
  it('delivers at once while it is open, and holds while it is closed', () => {
    isOpen = true;
    push('now', 'ann');
    push('not for bob', 'bob');
    isOpen = false;
    push('later', 'ann');
    expect([delivered, [...gate.held].map(({ path }) => path)]).toEqual([['now'], ['not for bob', 'later']]);
  });
  it('may close between two deliveries', () => {
    onDeliver = () => (isOpen = false);
    push('one');
    push('two');
    isOpen = true;
    flush(gate);
    expect(delivered).toEqual(['one']);
    isOpen = true;
    push('three');
    expect(delivered).toEqual(['one', 'two']);
  });
  it('delivers to whom a delivery has brought', () => {
    push('of bob', 'bob');
    push('brings bob', 'ann');
    onDeliver = ({ path }) => {
      if (path !== 'brings bob') return;
      here = 'bob';
      flush(gate);
    };
    isOpen = true;
    flush(gate);
    expect(delivered).toEqual(['brings bob', 'of bob']);
  });
  it('keeps the last page only', () => {
    push('page');
    push('track');
    push('page');
    isOpen = true;
    flush(gate);
    expect(delivered).toEqual(['track', 'page']);
    push('page');
    expect(delivered).toEqual(['track', 'page', 'page']);
  });
  it('does something else in the turn of a call that says so', () => {
    const run = vi.fn();
    isOpen = true;
    pushCall(gate, { path: 'reset', args: [], run });
    expect(delivered).toEqual(['reset']); // whoever delivers runs it
  });
});

describe('what is refused', () => {
  it('exceeds maxQueue, and is named', () => {
    gate = make(2);
    for (const path of ['one', 'two', 'three']) push(path);
    expect(errors).toMatchObject([{ code: 'queue_full', calls: ['three'] }]);
    expect(gate.held.size).toBe(2);
  });
  it('is not what leaves at once', () => {
    gate = make(0);
    isOpen = true;
    push('now');
    expect([delivered, errors]).toEqual([['now'], []]);
  });
  it('is dropped by name, in call order', () => {
    push('one', 'ann');
    push('two', 'bob');
    push('three', 'ann');
    expect(dropCalls(gate, ({ person }) => person === 'ann')).toEqual(['one', 'three']);
    expect(dropCalls(gate)).toEqual(['two']);
    expect(gate.held.size).toBe(0);
  });
});

describe('the cost of a call', () => {
  it.each<[string, () => void]>([
    ['closed', () => (isOpen = false)],
    ['open for somebody else', () => (isOpen = true)],
  ])('does not grow with those that wait, while the gate is %s', (_, arrange) => {
    gate = make(1_000_000);
    arrange();
    for (let count = 0; count < 1000; count++) push(count % 3 ? 'track' : 'page', 'bob');
    asked = 0;
    for (let count = 0; count < 10_000; count++) push('track', 'bob');
    // One question for each call, however many wait: nothing goes through the queue.
    expect(asked).toBeLessThanOrEqual(10_000);
    let walks = 0;
    const walk = (): IterableIterator<HeldCall> => {
      walks++;
      return gate.held.values();
    };
    Object.defineProperty(gate.held, Symbol.iterator, { value: walk });
    for (let count = 0; count < 100; count++) push('page', 'bob');
    expect(walks).toBe(0);
  });
  it('that leaves does not grow with those that wait for another person', () => {
    isOpen = true;
    push('track', 'ann');
    asked = 0;
    for (let count = 0; count < 100; count++) {
      push('track', 'bob');
      push('track', 'ann');
    }
    expect([delivered.length, asked]).toEqual([101, 300]);
  });
  it('delivers many that wait in one walk', () => {
    gate = make(1_000_000);
    for (let count = 0; count < 5000; count++) push('track', 'ann');
    asked = 0;
    isOpen = true;
    flush(gate);
    expect([delivered.length, asked]).toEqual([5000, 5000]);
  });
  it('leaves the page its turn when a call always makes another one', () => {
    vi.useFakeTimers();
    gate = make(10);
    isOpen = true;
    onDeliver = () => push('again');
    push('once');
    expect(delivered.length).toBeLessThan(20);
    vi.advanceTimersByTime(1);
    expect(delivered.length).toBeGreaterThan(12);
    vi.useRealTimers();
  });
});
