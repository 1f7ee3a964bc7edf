import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onInteraction } from './on-interaction';

const say = vi.fn();
const fail = vi.fn();
let stop = (): void => undefined;
const fire = (name: string, on: EventTarget = document.body): boolean =>
  on.dispatchEvent(new Event(name, { bubbles: name !== 'pointerenter' }));

beforeEach(() => {
  say.mockReset();
  document.body.innerHTML = '<button id="chat"><i></i></button><main></main>';
});
afterEach(() => stop());

describe('anywhere', () => {
  it.each(['pointerdown', 'keydown', 'touchstart', 'wheel'])('says yes once, at the first %s', (name) => {
    stop = onInteraction().start(say, fail);
    fire(name);
    fire(name);
    fire('keydown');
    expect(say.mock.calls).toEqual([[true]]);
  });

  it.each(['scroll', 'load', 'focus'])('takes %s for none of the visitor', (name) => {
    stop = onInteraction().start(say, fail);
    fire(name);
    expect(say).not.toHaveBeenCalled();
  });

  it('hears what the page keeps from bubbling', () => {
    document.body.addEventListener('keydown', (event) => event.stopImmediatePropagation(), { once: true });
    stop = onInteraction().start(say, fail);
    fire('keydown');
    expect(say).toHaveBeenCalledOnce();
  });

  it('counts the events it is told to count', () => {
    stop = onInteraction({ events: ['scroll'] }).start(say, fail);
    fire('keydown');
    expect(say).not.toHaveBeenCalled();
    fire('scroll', document);
    expect(say).toHaveBeenCalledOnce();
  });
});

describe('within a target', () => {
  it('says yes to events of the element only', () => {
    const chat = document.querySelector('#chat')!;
    stop = onInteraction({ target: chat }).start(say, fail);
    fire('pointerdown', document.querySelector('main')!);
    expect(say).not.toHaveBeenCalled();
    fire('pointerdown', chat.firstElementChild!);
    expect(say).toHaveBeenCalledOnce();
  });

  it('takes a selector for what matches at the moment of the event, and also events that do not bubble', () => {
    document.body.innerHTML = '';
    stop = onInteraction({ target: '#chat', events: ['pointerenter'] }).start(say, fail);
    fire('pointerenter', document.body);
    fire('pointerenter', document);
    expect(say).not.toHaveBeenCalled();
    document.body.innerHTML = '<button id="chat"></button>';
    fire('pointerenter', document.querySelector('#chat')!);
    expect(say).toHaveBeenCalledOnce();
  });
});

it('never stands in the way of scrolling, and takes back every listener', () => {
  const added = vi.spyOn(window, 'addEventListener');
  const removed = vi.spyOn(window, 'removeEventListener');
  onInteraction().start(say, fail)();
  expect(added.mock.calls.map(([name]) => name)).toEqual(['pointerdown', 'keydown', 'touchstart', 'wheel']);
  for (const [, , options] of added.mock.calls) expect(options).toMatchObject({ passive: true });
  expect(removed.mock.calls).toEqual(added.mock.calls);
  fire('keydown');
  expect(say).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

it.each([[{ events: [] }], [{ events: 'click' }], [{ target: null }], [{ target: {} }], [{ target: 5 }]])(
  'throws a TypeError for %o',
  (options) => {
    const wrong = options as unknown as Parameters<typeof onInteraction>[0];
    expect(() => onInteraction(wrong)).toThrow(TypeError);
    expect(() => onInteraction(wrong)).toThrow(/onInteraction wants/);
  },
);
