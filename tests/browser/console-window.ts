import type { Locator, Page } from '@playwright/test';
import type { EntryOf, Sandbox } from '@driftkit/sandbox';
import { JANE } from './app';
import { expect, test as base } from './fixtures';

/** The console, in a window of its own beside the app. */
interface Console {
  page: Page;
  /** Who Drift thinks the browser is. */
  who: Locator;
  name: Locator;
  calls: Locator;
  open(view: 'Identity' | 'Inbox' | 'Switches'): Promise<void>;
}

function consoleOn(page: Page): Console {
  const who = page.getByRole('region', { name: 'Who this browser is' });
  return {
    page,
    who,
    name: who.getByRole('heading'),
    calls: page.getByRole('list', { name: 'Calls, newest first' }),
    open: (view) => page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view }).click(),
  };
}

export const test = base.extend<{ console: Console }>({
  console: async ({ browser, sandbox, cleanSlate: _ }, use) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => void (message.type() === 'error' && problems.push(message.text())));
    await page.goto(sandbox.url);
    await use(consoleOn(page));
    await context.close();
    // Neither an exception nor anything that the content-security policy had to stop.
    expect(problems).toEqual([]);
  },
});

export const identified = (sandbox: Sandbox): Promise<EntryOf<'identify'>> =>
  sandbox.ledger.waitFor({ type: 'identify', userId: JANE.id });

export { expect };
