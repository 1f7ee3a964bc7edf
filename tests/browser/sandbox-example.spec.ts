import { expect, test } from '@driftkit/sandbox/playwright';

test.use({ sandboxOptions: { embedId: 'abcdefgh1234', signedIdentities: 'disabled' } });

test('a visitor asks, and our agent answers', async ({ page, sandbox }) => {
  // Any page, yours on localhost too: its snippet says https://js.driftt.com, and stays as it is.
  await page.route('https://shop.example/', (route) =>
    route.fulfill({ path: 'tests/browser/pages/shop.html' }),
  );
  await page.goto('https://shop.example/');
  await page.evaluate(
    `drift.on('ready', (api) => { api.openChat(); api.goToNewConversation('Do you deliver?'); })`,
  );

  const { conversationId } = await sandbox.ledger.waitFor({ type: 'message', from: 'visitor' });
  sandbox.conversations.reply(conversationId, 'On Tuesdays.');
  await expect(page.frameLocator('#drift-frame-chat iframe').getByText('On Tuesdays.')).toBeVisible();
});
