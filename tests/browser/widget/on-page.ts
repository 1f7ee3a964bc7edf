import { expect } from '@playwright/test';
import type { FrameLocator, Locator, Page } from '@playwright/test';
import type { Tab } from './tab';

/** Where the page's drift has come to: its state, or the code of what it failed with. */
export const outcome = (tab: Tab): Promise<string> =>
  tab.evaluate(() => (chat.state.status === 'failed' ? chat.state.error.code : chat.state.status));

/** Waits until the page's drift has come to this state, or failed with this code. */
export const comesTo = (tab: Tab, expected: string): Promise<void> =>
  expect.poll(() => outcome(tab)).toBe(expected);

/** The codes of everything that was reported on the page, in order. */
export const reported = (tab: Tab): Promise<string[]> =>
  tab.evaluate(() => kit.errors.map(({ code }) => code));

export const driftScripts = (page: Page): Locator => page.locator('script[src*="/include/"]');
export const driftFrames = (page: Page): Locator => page.locator('[id^=drift-frame] iframe');
export const launcher = (page: Page): Locator => page.locator('#drift-frame-controller iframe');

/** Waits until Drift says that it is ready, and a person at the screen sees so. */
export async function chatIsHere(page: Page): Promise<void> {
  await comesTo(page, 'ready');
  await expect(driftFrames(page)).toHaveCount(2);
  await expect(launcher(page)).toBeVisible();
}

/**
 * Lets time pass on a page whose clock is installed, and then one request: what the page was going to ask for, it has asked for by then.
 * To wait for an idle network would say less, and not every engine says when it is.
 */
export async function letPass(page: Page, milliseconds: number): Promise<void> {
  await page.clock.runFor(milliseconds);
  await page.evaluate(() => fetch(location.href));
}

/** The value of a cookie that the browser would send to the page; undefined when there is none. */
export async function cookie(page: Page, name: string): Promise<string | undefined> {
  const cookies = await page.context().cookies(page.url());
  return cookies.find((one) => one.name === name)?.value;
}

/** The inside of Drift's chat window. */
export const chatWindow = (page: Page): FrameLocator => page.frameLocator('#drift-frame-chat iframe');
