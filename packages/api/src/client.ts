import { settingsOf } from './options';
import type { ClientOptions } from './options';
import { createSender } from './retry';
import type { Sender } from './retry';
import { realWorld } from './world';
import type { World } from './world';

/** The sender behind a client. Throws a TypeError for wrong options, and in a page of a browser. */
export function senderFor(options: ClientOptions, world: World = realWorld): Sender {
  refuseBrowser();
  return createSender(settingsOf(options), world);
}

/** A page, or a worker of one. Node with a simulated page is none, and no other server calls itself Mozilla. */
function refuseBrowser(): void {
  const { navigator, process } = globalThis as {
    navigator?: { userAgent?: string };
    process?: { versions?: { node?: string } };
  };
  if (process?.versions?.node || !navigator?.userAgent?.startsWith('Mozilla/')) return;
  throw new TypeError(
    "createClient runs on a server only: it needs Drift's access token, and in a page everyone can read that. " +
      'Let your server make the call, and give the page what it may see: the README of @driftkit/api shows how.',
  );
}
