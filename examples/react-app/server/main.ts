// The app against the real Drift, as it would be deployed: PORT, HOST, DRIFT_EMBED_ID and DRIFT_SIGNING_SECRET.
import { startExample } from './start-example';

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`Set ${name}; without a Drift account, run "npm start" at the root instead.`);
  return value;
}

const example = await startExample({
  port: Number(process.env.PORT ?? 3000),
  host: process.env.HOST ?? '127.0.0.1',
  embedId: required('DRIFT_EMBED_ID'),
  secret: required('DRIFT_SIGNING_SECRET'),
});
process.stdout.write(`Harbor is at ${example.url}\n`);
process.once('SIGTERM', () => void example.close());
process.once('SIGINT', () => void example.close());
