import type { Page } from '@playwright/test';

/** What it takes to play an app on a page, in whatever browser: a page of Playwright's has it. */
export type Tab = Pick<Page, 'evaluate'> & { goto(address: string): Promise<unknown> };
