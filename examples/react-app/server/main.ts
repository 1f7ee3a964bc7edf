// The app against the real Drift, as it would be deployed; the README has every variable.
import { startExample } from './start-example';

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`Set ${name}; without a Drift account, run "npm start" at the root instead.`);
  return value;
}

const { DRIFT_ACCESS_TOKEN: accessToken, QUOTE_INTERACTION_ID: quote } = process.env;
const example = await startExample({
  port: Number(process.env.PORT ?? 3000),
  host: process.env.HOST ?? '127.0.0.1',
  embedId: required('DRIFT_EMBED_ID'),
  secret: required('DRIFT_SIGNING_SECRET'),
  directory: process.env.HARBOR_DATA ?? 'harbor-data',
  erasesInDrift: process.env.ERASE_IN_DRIFT === 'yes',
  ...(accessToken && { drift: { accessToken, verificationToken: required('DRIFT_VERIFICATION_TOKEN') } }),
  ...(quote && { quoteInteractionId: Number(quote) }),
});
process.stdout.write(`Harbor is at ${example.url}\n`);
process.once('SIGTERM', () => void example.close());
process.once('SIGINT', () => void example.close());
