import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onVisible } from './on-visible';

type Tell = (entries: { isIntersecting: boolean; target: Element }[]) => void;

class FakeIntersectionObserver {
  static all: FakeIntersectionObserver[] = [];
  readonly targets = new Set<Element>();
  readonly tell: Tell;
  readonly options: unknown;
  constructor(tell: Tell, options: unknown) {
    this.tell = tell;
    this.options = options;
    FakeIntersectionObserver.all.push(this);
  }
  observe(target: Element): void {
    this.targets.add(target);
    this.tell([{ isIntersecting: false, target }]);
  }
  disconnect(): void {
    this.targets.clear();
  }
}

const say = vi.fn();
const fail = vi.fn();
const watched = (): Element[] => FakeIntersectionObserver.all.flatMap(({ targets }) => [...targets]);
const scrollIntoView = (element: Element | null): void => {
  for (const { targets, tell } of FakeIntersectionObserver.all)
    if (element && targets.has(element)) tell([{ isIntersecting: true, target: element }]);
};
/** Mutation observers are told in a microtask. */
const mutated = (): Promise<void> => Promise.resolve();
const contact = (): HTMLElement | null => document.querySelector('#contact');

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('IntersectionObserver', FakeIntersectionObserver);
  FakeIntersectionObserver.all = [];
  say.mockReset();
  document.body.innerHTML = '<footer id="contact"></footer>';
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it.each([
  ['an element', () => contact()!],
  ['a selector', () => '#contact'],
])('says yes once, when %s comes into view', (_, given) => {
  onVisible(given()).start(say, fail);
  expect(say).not.toHaveBeenCalled();
  const [observer] = FakeIntersectionObserver.all;
  scrollIntoView(contact());
  observer?.tell([{ isIntersecting: true, target: document.body }]); // queued before it was disconnected
  expect(say.mock.calls).toEqual([[true]]);
  expect(watched()).toEqual([]);
});

it('hands its options to the observer', () => {
  onVisible('#contact', { rootMargin: '200px' }).start(say, fail);
  expect(FakeIntersectionObserver.all[0]?.options).toEqual({ rootMargin: '200px' });
});

it('watches an element that appears later, or matches later', async () => {
  document.body.innerHTML = '<footer></footer>';
  onVisible('#contact').start(say, fail);
  expect(watched()).toEqual([]);
  document.querySelector('footer')!.id = 'contact';
  await mutated();
  scrollIntoView(contact());
  expect(say).toHaveBeenCalledOnce();
});

it('follows the selector when the page replaces the element', async () => {
  onVisible('#contact').start(say, fail);
  document.body.innerHTML = '';
  await mutated();
  expect(watched()).toEqual([]);
  document.body.innerHTML = '<footer id="contact"></footer>';
  await mutated();
  expect(watched()).toEqual([contact()]);
});

it('leaves no observer on the page when it is stopped', async () => {
  document.body.innerHTML = '';
  const stop = onVisible('#contact').start(say, fail);
  stop();
  document.body.innerHTML = '<footer id="contact"></footer>';
  await mutated();
  expect(watched()).toEqual([]);
  const stopOther = onVisible(contact()!).start(say, fail);
  stopOther();
  expect(watched()).toEqual([]);
  expect(say).not.toHaveBeenCalled();
});

it('says yes where nothing can tell what is in view, unless it is stopped first', () => {
  vi.stubGlobal('IntersectionObserver', undefined);
  onVisible('#contact').start(say, fail)();
  expect(vi.getTimerCount()).toBe(0);
  onVisible('#contact').start(say, fail);
  vi.runAllTimers();
  expect(say.mock.calls).toEqual([[true]]);
});

it.each([null, undefined, 5, {}, document])('throws a TypeError for %s', (element) => {
  expect(() => onVisible(element as Element)).toThrow(TypeError);
  expect(() => onVisible(element as Element)).toThrow(/onVisible wants an element/);
});
