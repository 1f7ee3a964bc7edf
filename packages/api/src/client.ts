import { settingsOf } from './options';
import type { ClientOptions } from './options';
import { createContacts } from './resources/contacts';
import type { Contacts } from './resources/contacts';
import { createConversations } from './resources/conversations';
import type { Conversations } from './resources/conversations';
import { createSender } from './retry';
import { realWorld } from './world';
import type { World } from './world';

/** Drift's REST API for one organisation. Methods need no `this`. */
export interface DriftClient {
  readonly contacts: Contacts;
  readonly conversations: Conversations;
}

/**
 * A client for one organisation's access token. It opens nothing and starts no timer until it is used. Use one client
 * for all calls of a token: they share its pace. Throws a TypeError for wrong options, and in a page of a browser.
 *
 * Ids come back as decimal strings. Calls reject with a `DriftApiError` for what Drift or the network does, and with a
 * `TypeError` for wrong arguments.
 *
 * @example
 * const drift = createClient({ accessToken: process.env.DRIFT_ACCESS_TOKEN });
 * for await (const conversation of drift.conversations.list({ statusId: 1 })) console.log(conversation.id);
 */
export function createClient(options: ClientOptions): DriftClient {
  return createClientIn(realWorld, options);
}

export function createClientIn(world: World, options: ClientOptions): DriftClient {
  refuseBrowser();
  const send = createSender(settingsOf(options), world);
  return { contacts: createContacts(send), conversations: createConversations(send) };
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
