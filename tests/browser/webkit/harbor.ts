import { expect } from '@playwright/test';
import type { Person } from '../app';
import type { WebKitTab } from './webkit-tab';

// What people do in the example app, in WebKit; `../app.ts` has the same for Playwright's browsers.

const CHAT_FRAME = '//iframe[@title="Drift Widget Chat Window"]';

const button = (name: string): string => `//button[normalize-space()="${name}" or @aria-label="${name}"]`;

/** As if this visitor had allowed the chat on an earlier day; nothing of Drift runs yet. */
export async function allowChat(tab: WebKitTab, baseUrl: string): Promise<void> {
  await tab.goto(`${baseUrl}/favicon.svg`);
  await tab.evaluate(() => localStorage.setItem('harbor-chat-consent', 'granted'));
}

export async function logInAs(tab: WebKitTab, baseUrl: string, person: Person): Promise<void> {
  await tab.goto(`${baseUrl}/login`);
  await tab.click(button(`Log in as ${person.name}`));
  await shows(tab, person.company);
}

/** Chooses from the menu under the name of whoever is logged in. */
export async function chooseFromAccountMenu(tab: WebKitTab, person: Person, entry: string): Promise<void> {
  await tab.click(`//button[.//span[normalize-space()="${person.name}"]]`);
  await tab.click(button(entry));
}

export const shows = (tab: WebKitTab, text: string): Promise<void> =>
  expect.poll(() => tab.text(), { timeout: 10_000 }).toContain(text);

export const askForHelp = (tab: WebKitTab): Promise<void> => tab.click(button('Chat with us'));

export async function sendChatMessage(tab: WebKitTab, text: string): Promise<void> {
  await askForHelp(tab);
  await tab.frame(CHAT_FRAME).fill('//textarea', text);
  await tab.frame(CHAT_FRAME).click(button('Send'));
}

/** Closes the chat, which covers the account menu. */
export async function closeChat(tab: WebKitTab): Promise<void> {
  await tab.frame(CHAT_FRAME).click(button('Close chat'));
  await expect.poll(() => tab.isVisible('.drift-chat-open')).toBe(false);
}

/** What the chat window shows; empty where there is none. */
export async function chatText(tab: WebKitTab): Promise<string> {
  return (await tab.count('iframe[title="Drift Widget Chat Window"]')) === 0
    ? ''
    : tab.frame(CHAT_FRAME).text();
}
