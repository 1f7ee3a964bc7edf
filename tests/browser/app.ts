import { expect } from '@playwright/test';
import type { FrameLocator, Locator, Page, Route } from '@playwright/test';

export interface Person {
  id: string;
  name: string;
  company: string;
}

/** Two of the people the example lets in. */
export const JANE: Person = {
  id: 'usr_jane_4kq81z',
  name: 'Jane Moreau',
  company: 'Moreau & Daughters Bakery',
};
export const AMARA: Person = { id: 'usr_amara_1hs60p', name: 'Amara Okafor', company: 'Okafor Studio' };

export async function logInAs(page: Page, person: Person): Promise<void> {
  await page.goto('/login');
  await page.getByRole('button', { name: `Log in as ${person.name}` }).click();
  await expect(page.getByRole('heading', { name: person.company })).toBeVisible();
}

/** Chooses from the menu under the name of whoever is logged in. */
export async function chooseFromAccountMenu(page: Page, person: Person, entry: string): Promise<void> {
  await page.getByRole('button', { name: person.name }).click();
  await page.getByRole('button', { name: entry, exact: true }).click();
}

export const switchTo = (page: Page, from: Person, to: Person): Promise<void> =>
  chooseFromAccountMenu(page, from, `Switch to ${to.name}`);

export const helpButton = (page: Page): Locator => page.getByRole('button', { name: 'Chat with us' });

/** The inside of Drift's chat window. */
export const chat = (page: Page): FrameLocator =>
  page.frameLocator('iframe[title="Drift Widget Chat Window"]');

export async function sendChatMessage(page: Page, text: string): Promise<void> {
  await helpButton(page).click();
  await chat(page).getByRole('textbox').fill(text);
  // Neither by mouse nor by key: under test, a stock Firefox aims both at the page around another site's frame.
  await chat(page).getByRole('button', { name: 'Send' }).dispatchEvent('click');
}

/** Closes the chat, which covers the page on a phone, and the account menu on a small desktop. */
export async function closeChat(page: Page): Promise<void> {
  await expect(chat(page).getByRole('textbox')).toBeVisible();
  await chat(page).getByRole('button', { name: 'Close chat' }).dispatchEvent('click');
  await expect(chat(page).getByRole('textbox')).toBeHidden();
}

/** The anonymous id that Drift keeps in this browser; undefined when there is none. */
export async function anonymousId(page: Page): Promise<string | undefined> {
  const cookies = await page.context().cookies();
  return cookies.find(({ name }) => name === 'drift_aid')?.value;
}

export interface HeldTokens {
  /** Resolves when the page has asked for a token. */
  asked: Promise<void>;
  /** Lets every request go on to the server, held and to come. */
  release(): Promise<void>;
}

/** A token endpoint that is slow for exactly as long as the test wants. */
export async function holdTokens(page: Page): Promise<HeldTokens> {
  const held: Route[] = [];
  let open = false;
  let tellAsked: () => void;
  const asked = new Promise<void>((resolve) => (tellAsked = resolve));
  await page.route('**/api/drift-identity', async (route) => {
    tellAsked();
    if (open) await route.continue();
    else held.push(route);
  });
  return {
    asked,
    async release() {
      open = true;
      // A request that the page has given up in the meantime cannot be continued, and need not be.
      await Promise.allSettled(held.splice(0).map((route) => route.continue()));
    },
  };
}
