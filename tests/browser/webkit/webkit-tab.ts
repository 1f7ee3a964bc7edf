import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Tab } from '../widget/tab';

/** What a person can do on a page, and in a frame of it. An XPath waits for its first element. */
interface Place {
  click(xpath: string): Promise<void>;
  fill(xpath: string, text: string): Promise<void>;
  /** All text that is shown. */
  text(): Promise<string>;
}

/** A tab of WebKit, with the little of Playwright's `Page` that these tests need. */
export interface WebKitTab extends Tab, Place {
  /** Goes back to the page before. */
  back(): Promise<unknown>;
  /** The inside of a frame, of whatever site. */
  frame(xpath: string): Place;
  /** How many elements of the page a CSS selector finds. */
  count(selector: string): Promise<number>;
  /** Whether the first element that a CSS selector finds takes room that a person can see. */
  isVisible(selector: string): Promise<boolean>;
  /** The values of the cookies that the page sees, by their names. */
  cookies(): Promise<Record<string, string>>;
}

type Send = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => Promise<unknown>;

/** Runs commands that belong together, in one window, with nothing of another window in between. */
export type InWindow = <Result>(commands: (send: Send) => Promise<Result>) => Promise<Result>;

/** The key under which W3C WebDriver speaks of an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** Waits for what a function in the page returns, and says of what it throws where that was. */
const settled = (run: string): string => `
  const given = [...arguments];
  const done = given.pop();
  new Promise((resolve) => resolve((${run})(...given)))
    .then((value) => done({ value }), (error) => done({ error: error + '\\n' + error?.stack }));`;

export function createWebKitTab(inWindow: InWindow): WebKitTab {
  const evaluate = ((run: unknown, argument?: unknown) =>
    inWindow((send) =>
      execute(send, run, ...(argument === undefined ? [] : [argument])),
    )) as Page['evaluate'];

  return {
    ...createPlace(inWindow),
    evaluate,
    async goto(url) {
      // The driver may answer before the new document is there: the old one is marked, and has to be gone.
      await evaluate(() => void Object.assign(window, { left: true }));
      await inWindow((send) => send('POST', '/url', { url }));
      await expect
        .poll(() => evaluate(() => !('left' in window) && document.readyState === 'complete'))
        .toBe(true);
    },
    back: () => inWindow((send) => send('POST', '/back', {})),
    frame: (xpath) => createPlace(inFrame(inWindow, xpath)),
    count: (selector) => evaluate((given) => document.querySelectorAll(given).length, selector),
    isVisible: (selector) =>
      evaluate((given) => {
        const element = document.querySelector(given);
        if (!element?.checkVisibility({ visibilityProperty: true })) return false;
        return element.getBoundingClientRect().width > 0;
      }, selector),
    async cookies() {
      const cookies = (await inWindow((send) => send('GET', '/cookie'))) as { name: string; value: string }[];
      return Object.fromEntries(cookies.map(({ name, value }) => [name, value]));
    },
  };
}

function createPlace(inWindow: InWindow): Place {
  const withElement = (xpath: string, act: (send: Send, element: string) => unknown): Promise<void> =>
    expect(() => inWindow(async (send) => act(send, await find(send, xpath))))
      .toPass({ timeout: 10_000 })
      .catch(async (error: Error) => {
        throw new Error(`${error.message}\n${xpath} is not on the page:\n${await text()}`, { cause: error });
      });
  const text = (): Promise<string> =>
    inWindow((send) => execute(send, () => document.body.innerText)) as Promise<string>;
  return {
    click: (xpath) =>
      withElement(xpath, async (send, element) => {
        await execute(send, awaitClick, { [ELEMENT]: element });
        await send('POST', `/element/${element}/click`, {});
        if (await execute(send, isMissed))
          throw new Error(`the page moved, and the click did not meet ${xpath}`);
      }),
    fill: (xpath, text) =>
      withElement(xpath, (send, element) => execute(send, fill, { [ELEMENT]: element }, text)),
    text,
  };
}

/** The same, with each command sent to a frame. */
function inFrame(inWindow: InWindow, xpath: string): InWindow {
  return (commands) =>
    inWindow(async (send) => {
      await send('POST', '/frame', { id: { [ELEMENT]: await find(send, xpath) } });
      try {
        return await commands(send);
      } finally {
        await send('POST', '/frame', { id: null });
      }
    });
}

/** Runs in the page. The driver clicks at the place where an element was, whatever stands there by then. */
function awaitClick(element: HTMLElement): void {
  Object.assign(window, { missed: true });
  element.addEventListener('click', () => Object.assign(window, { missed: false }), {
    capture: true,
    once: true,
  });
}

/** Runs in the page; one that the click has led to knows nothing of it. */
function isMissed(): boolean {
  return 'missed' in window && window.missed === true;
}

/** Runs in the page. The driver has no keys for another site's frame. */
function fill(element: HTMLTextAreaElement, text: string): void {
  element.value = text;
  element.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

async function find(send: Send, xpath: string): Promise<string> {
  const found = (await send('POST', '/element', { using: 'xpath', value: xpath })) as Record<string, string>;
  return found[ELEMENT] as string;
}

async function execute(send: Send, run: unknown, ...args: unknown[]): Promise<unknown> {
  const body = { script: settled(String(run)), args };
  const { value, error } = (await send('POST', '/execute/async', body)) as {
    value?: unknown;
    error?: string;
  };
  if (error !== undefined) throw new Error(`in WebKit: ${error}`);
  return value;
}
