import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test as base } from '@playwright/test';
import { createSandbox } from '@driftkit/sandbox';
import type { Sandbox } from '@driftkit/sandbox';

/** An app's own server, written by hand: keeps what comes, and the address the consent page sends a browser to. */
interface AppServer {
  url: string;
  received: { type: string; token: string; data: Record<string, unknown> }[];
  returns: URLSearchParams[];
}

const test = base.extend<{ sandbox: Sandbox; appServer: AppServer }>({
  sandbox: async ({}, use) => {
    await using sandbox = await createSandbox();
    await use(sandbox);
  },
  appServer: async ({}, use) => {
    const appServer: AppServer = { url: '', received: [], returns: [] };
    const server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://app');
      if (pathname === '/back') appServer.returns.push(searchParams);
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        if (pathname === '/drift') appServer.received.push(JSON.parse(body) as AppServer['received'][0]);
        response.end('Thank you');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    appServer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await use(appServer);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
});

test('an app is given an address and events, hears what happens, and is sent it again', async ({
  page,
  sandbox,
  appServer,
}) => {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => void (message.type() === 'error' && problems.push(message.text())));
  await page.goto(`${sandbox.url}/#/apps`);
  await page.getByRole('textbox', { name: 'Request URL' }).fill(`${appServer.url}/drift`);
  await page.getByRole('button', { name: 'All events' }).click();
  // At once, before the sandbox can have answered.
  await page.getByRole('checkbox', { name: 'gdpr_delete_requested' }).uncheck();
  await expect.poll(() => sandbox.apps.list()[0]?.requestUrl).toBe(`${appServer.url}/drift`);

  await page.getByRole('combobox', { name: 'Event' }).selectOption('chat_to_call');
  await page.getByRole('textbox', { name: 'Data, as JSON' }).fill('{ "duration": 60 }');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const deliveries = page.getByRole('list', { name: 'Deliveries, newest first' });
  await expect(deliveries).toContainText('Answered 200');
  await deliveries.getByRole('button', { name: 'chat_to_call' }).click();
  await expect(deliveries).toContainText('"duration": 60');
  await deliveries.getByRole('button', { name: 'Send again' }).click();
  await expect.poll(() => appServer.received.length).toBe(2);
  const { verificationToken } = sandbox;
  expect(appServer.received).toMatchObject([
    { type: 'chat_to_call', token: verificationToken, data: { duration: 60 } },
    { type: 'chat_to_call', token: verificationToken, data: { duration: 60 } },
  ]);
  expect(sandbox.apps.list()[0]?.events).not.toContain('gdpr_delete_requested');

  // Its secrets are on the page when they are asked for, and not before.
  expect(await page.content()).not.toContain(verificationToken);
  await page.getByRole('button', { name: 'Show verification token' }).click();
  await expect(page.getByText(verificationToken)).toBeVisible();
  await page.getByRole('button', { name: 'Rotate' }).click();
  await expect(page.getByText(verificationToken)).toBeHidden();
  expect(sandbox.verificationToken).not.toBe(verificationToken);
  expect(problems).toEqual([]);
});

test('an app is let in on the consent page, and the consent is seen in the console', async ({
  page,
  context,
  sandbox,
  appServer,
}) => {
  const [app] = sandbox.apps.list();
  await page.goto(`${sandbox.url}/#/apps`);
  await page.getByRole('textbox', { name: 'Redirect URL' }).fill(`${appServer.url}/back`);
  await page.getByRole('textbox', { name: 'Redirect URL' }).blur();
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: 'Open the consent page' }).click();
  const consent = await opened;
  await expect(consent.getByRole('heading', { name: 'Connect Sandbox app to this Drift?' })).toBeVisible();
  await consent.getByRole('button', { name: 'Connect' }).click();
  await expect(consent.getByText('Thank you')).toBeVisible();
  const [answer] = appServer.returns;
  expect(answer?.get('state')).toBe('from-the-console');

  const tokens = await fetch(`${sandbox.apiUrl}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: answer?.get('code') ?? '',
      client_id: app?.clientId ?? '',
      client_secret: app?.clientSecret ?? '',
    }),
  });
  const { access_token: token } = (await tokens.json()) as { access_token: string };
  const consents = page.getByRole('region', { name: 'OAuth' });
  await expect(consents.getByText('contact_read contact_write')).toBeVisible();
  expect(await page.content()).not.toContain(token);
  const users = (): Promise<number> =>
    fetch(`${sandbox.apiUrl}/users/list`, { headers: { Authorization: `Bearer ${token}` } }).then(
      ({ status }) => status,
    );
  expect(await users()).toBe(200);
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await expect(consents.getByText('None holds.')).toBeVisible();
  expect(await users()).toBe(401);
});
