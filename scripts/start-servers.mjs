// The app and the sandbox, in this one process: nothing can outlive it, and one that fails takes everything down.
import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { box } from './box.mjs';
import { root } from './pnpm.mjs';

/** Starts the app against the real Drift, or against a sandbox of its own; what was just built is what runs. */
export async function startServers({ port, sandboxPort, apiPort, realDrift }) {
  const { startExample, connectSandbox, QUOTE_INTERACTION, DEMO_PASSWORD, DEMO_PEOPLE } =
    await import('../examples/react-app/dist/server.js');
  const people = [
    ['Log in as', DEMO_PEOPLE.map(({ email }) => email).join('\n')],
    ['Password', DEMO_PASSWORD],
  ];
  if (realDrift) {
    const app = await startExample({ port, ...realDrift });
    const sign = box([
      ['The app', app.url],
      ['Drift', `the real one, embed id ${realDrift.embedId}`],
      ...people,
    ]);
    return { urls: [app.url], sign, close: () => app.close() };
  }
  const { createSandbox } = await import('../packages/sandbox/dist/index.js');
  const sandbox = await createSandbox({ port: sandboxPort, apiPort });
  const { embedId, secret, scriptUrl, url: consoleUrl, apiUrl, accessToken, verificationToken } = sandbox;
  const app = await startExample({
    port,
    embedId,
    secret,
    scriptUrl,
    consoleUrl,
    drift: { accessToken, verificationToken, apiUrl },
    directory: freshDirectory(port),
    // A sandbox's people are nobody.
    erasesInDrift: true,
    quoteInteractionId: QUOTE_INTERACTION,
  });
  connectSandbox(sandbox, app);
  const sign = box([
    ['The app', app.url],
    ['Who Drift thinks you are', `${consoleUrl}   (the sandbox’s console; agents answer there)`],
    ['Drift’s REST API', `${apiUrl}   (in place of https://driftapi.com)`],
    ['Its access token', accessToken],
    ['Harbor’s own files', `${relative(root, freshPath(port))}   (harbor.sqlite; begun anew at each start)`],
    ...people,
  ]);
  const close = () => Promise.all([app.close(), sandbox.close()]);
  return { urls: [app.url, consoleUrl], sign, close };
}

const freshPath = (port) => join(root, `node_modules/.cache/harbor-${port}`);

/** The sandbox begins with nobody each time, and gives the same ids again: what Harbor kept of the time before would be of others. */
function freshDirectory(port) {
  rmSync(freshPath(port), { recursive: true, force: true });
  mkdirSync(freshPath(port), { recursive: true });
  return freshPath(port);
}
