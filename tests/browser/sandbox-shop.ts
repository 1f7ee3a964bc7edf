import { expect, test as base } from '@driftkit/sandbox/playwright';
import type { Playbook, Sandbox, SandboxOptions } from '@driftkit/sandbox';
import type { FrameLocator, Locator, Page } from '@playwright/test';
import { DRIFT_HOST, snippet } from './snippets';

// A shop with the official snippet and nothing else of Drift's, and a sandbox that has a playbook about its prices.

export const EMBED_ID = 'abcdefgh1234';
export const SHOP = 'https://shop.example/';
export const HOSTILE = '<img src=x onerror="top.hacked=1"><b>bold</b>';
export const PRICING: Playbook = {
  interactionId: 42,
  playbookId: 7,
  name: 'Pricing',
  link: 'pricing',
  page: '/pricing*',
  steps: [
    { say: 'Interested in our prices?', buttons: ['Yes please', HOSTILE] },
    { say: 'Your e-mail?', ask: 'email' },
    { say: 'Your number?', ask: 'phone' },
    { say: 'When shall we call?', ask: 'meeting' },
    { say: 'Until then!' },
  ],
};
export const IDS = { playbookId: 7, interactionId: 42 };

const EVENTS = [
  'conversation:playbookFired',
  'conversation:playbookClicked',
  'conversation:playbookDismissed',
  'conversation:firstInteraction',
  'conversation:buttonClicked',
  'sliderMessage:close',
  'startConversation',
  'message:sent',
  'emailCapture',
  'phoneCapture',
  'scheduling:requestMeeting',
  'scheduling:meetingBooked',
  'welcomeMessage:open',
  'welcomeMessage:close',
  'awayMessage:open',
];

interface Shop {
  open(path?: string, afterSnippet?: string): Promise<void>;
  /** What the page heard, as `[name, payload]`. */
  heard(): Promise<[string, unknown][]>;
  names(): Promise<string[]>;
  chat: FrameLocator;
  launcher: FrameLocator;
  preview: Locator;
}

export const test = base.extend<{ shop: Shop }>({
  shop: async ({ page }, use) => {
    const launcher = page.frameLocator('#drift-frame-controller iframe');
    const heard: Shop['heard'] = () => page.evaluate('window.heard');
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    await use({
      launcher,
      chat: page.frameLocator('#drift-frame-chat iframe'),
      preview: launcher.getByRole('complementary', { name: 'New message' }).locator('.preview'),
      heard,
      names: async () => (await heard()).map(([name]) => name),
      async open(path = '', afterSnippet = '') {
        const record = `window.heard = []; ${JSON.stringify(EVENTS)}.forEach(function (name) {
          drift.on(name, function (payload) { heard.push([name, payload]); });
        });
        drift.on('ready', function (api) { window.api = api; });`;
        const body = `<!doctype html><title>Shop</title><script>${snippet(DRIFT_HOST, EMBED_ID)}</script>
          <script>${record} ${afterSnippet}</script>`;
        await page.route(`${SHOP}**`, (route) => route.fulfill({ contentType: 'text/html', body }));
        await page.goto(`${SHOP}${path}`);
        await page.waitForFunction('window.api');
      },
    });
    expect(problems).toEqual([]);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
  },
});
/** What the shop's sandbox is like. */
export const SHOP_SANDBOX: SandboxOptions = {
  embedId: EMBED_ID,
  signedIdentities: 'disabled',
  playbooks: [PRICING],
};

export const conversationId = (sandbox: Sandbox): number => sandbox.conversations.list().at(-1)?.id ?? 0;
export const start = (page: Page): Promise<void> =>
  page.evaluate('api.startInteraction({ interactionId: 42 })');

export { expect };
