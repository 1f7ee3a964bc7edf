import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import type { Sandbox } from '@driftkit/sandbox';

// What people do in the whole loop: sign up, read their mail, look at their conversations.

export const PASSWORD = 'a long password';

export interface Newcomer {
  name: string;
  company: string;
  email: string;
}
export const NIA: Newcomer = { name: 'Nia Byrne', company: 'Byrne Boats', email: 'nia@byrne-boats.example' };

export async function signUp(page: Page, { name, company, email }: Newcomer): Promise<void> {
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Company').fill(company);
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await page.getByRole('link', { name: 'Open the mailbox of the demo' }).click();
  await openAccount(page, email);
  await expect(page.getByRole('heading', { name: company })).toBeVisible();
}

/** From the mailbox: opens the newest mail to the address, and chooses a password. */
export async function openAccount(page: Page, email: string, others: Partial<Newcomer> = {}): Promise<void> {
  const mail = page.getByRole('main').getByRole('listitem').filter({ hasText: email }).first();
  await mail.getByRole('link', { name: 'Open the account' }).click();
  await expect(page.getByText(`An account for ${email}`)).toBeVisible();
  if (others.name !== undefined) await page.getByLabel('Your name').fill(others.name);
  if (others.company !== undefined) await page.getByLabel('Company').fill(others.company);
  await page.getByLabel(/^Password/).fill(PASSWORD);
  await page.getByRole('button', { name: 'Open the account' }).click();
}

/** The conversation of the account page in which this stands, its transcript unfolded. */
export async function transcript(page: Page, text: string): Promise<Locator> {
  const conversation = page
    .getByRole('list', { name: 'Your conversations' })
    .locator('> li')
    .filter({ hasText: text });
  await expect(conversation).toHaveCount(1);
  const summary = conversation.getByText('Read what was said');
  await summary.click();
  return conversation.getByRole('list', { name: 'What was said' });
}

/** The visitor's last message, as Drift has it. */
export const written = (sandbox: Sandbox, text: string) =>
  sandbox.ledger.waitFor({ type: 'message', from: 'visitor', text }, { timeout: 10_000 });

export const serverTimeline = (page: Page, title: string): Locator =>
  page.getByRole('list', { name: `Server: ${title}` });
