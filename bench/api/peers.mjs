// Clients of other APIs, borrowed from packages/api: one GET each, of the same server.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(new URL('../../packages/api/package.json', import.meta.url));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);

export async function peersAt(baseUrl) {
  const { request } = await import(
    new URL('../../packages/api/node_modules/@octokit/request/dist-bundle/index.js', import.meta.url)
  );
  const { default: Stripe } = await load('stripe');
  const { WebClient } = await load('@slack/web-api');
  const { hostname, port } = new URL(baseUrl);
  const stripe = new Stripe('sk_test_x', { host: hostname, port, protocol: 'http', telemetry: false });
  const slack = new WebClient('t', { slackApiUrl: `${baseUrl}/` });
  return {
    '@octokit/request': () => request(`GET ${baseUrl}/contacts/1`),
    stripe: () => stripe.customers.retrieve('1'),
    // Slack's calls are POSTs, and it takes an answer without `ok` for an error: rejecting is part of its price here.
    '@slack/web-api': () => slack.apiCall('users.info').catch(() => undefined),
  };
}
