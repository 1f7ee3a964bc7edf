// npm start: the example app, and beside it a local Drift, on a machine that has only Node.
import { build } from './build.mjs';
import { endGroups } from './child-groups.mjs';
import { throughPnpm } from './pnpm.mjs';
import { assertPortIsFree } from './ports.mjs';
import { seconds } from './seconds.mjs';
import { readSettings, unusedIn } from './start-settings.mjs';
import { startServers } from './start-servers.mjs';
import { fail } from './stop.mjs';
import { onWrapperGone } from './wrappers.mjs';

const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 };

/** What a signal does: at first it breaks the start off. */
let stop = (signal) => process.exit(128 + SIGNALS[signal]);

await throughPnpm('start:all');
for (const signal of Object.keys(SIGNALS)) process.on(signal, () => stop(signal));
onWrapperGone(() => stop('SIGTERM'));
process.on('exit', endGroups);
await start().catch(fail);

async function start() {
  const started = performance.now();
  const settings = readSettings(process.env);
  const unused = unusedIn(process.env, settings);
  if (unused) console.log(`\n${unused}`);
  await assertPortIsFree(settings.port, 'PORT');
  if (!settings.realDrift) {
    await assertPortIsFree(settings.sandboxPort, 'SANDBOX_PORT');
    await assertPortIsFree(settings.apiPort, 'SANDBOX_API_PORT');
  }

  console.log('\nBuilding the packages and the example');
  await build({ toRun: true });

  const servers = await startServers(settings);
  stop = () => {
    stop = () => {};
    // To be stopped is what a server is for: that is a success.
    servers.close().then(() => process.exit(0), fail);
  };
  await Promise.all(servers.urls.map(assertAnswers));
  console.log(`${servers.sign}\nReady after ${seconds(started)}. Ctrl-C ends everything.\n`);
}

async function assertAnswers(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
  if (!response.ok) throw new Error(`${url} answers ${response.status}.`);
}
