import { settingsOf } from './options';
import type { ClientOptions } from './options';
import type { Pacer } from './pacer';
import { createAccounts } from './resources/accounts';
import type { Accounts } from './resources/accounts';
import { createApp } from './resources/app';
import type { App } from './resources/app';
import { createAttachments } from './resources/attachments';
import type { Attachments } from './resources/attachments';
import { createContacts } from './resources/contacts';
import type { Contacts } from './resources/contacts';
import { createConversations } from './resources/conversations';
import type { Conversations } from './resources/conversations';
import { createGdpr } from './resources/gdpr';
import type { Gdpr } from './resources/gdpr';
import { createMeetings } from './resources/meetings';
import type { Meetings } from './resources/meetings';
import { createPlaybooks } from './resources/playbooks';
import type { Playbooks } from './resources/playbooks';
import { createReports } from './resources/reports';
import type { Reports } from './resources/reports';
import { createTeams } from './resources/teams';
import type { Teams } from './resources/teams';
import { createUsers } from './resources/users';
import type { Users } from './resources/users';
import { createSender } from './retry';
import { realWorld } from './world';
import type { World } from './world';

/** Drift's REST API for one organisation. Methods need no `this`. */
export interface DriftClient {
  readonly accounts: Accounts;
  readonly app: App;
  readonly attachments: Attachments;
  readonly contacts: Contacts;
  readonly conversations: Conversations;
  readonly gdpr: Gdpr;
  readonly meetings: Meetings;
  readonly playbooks: Playbooks;
  readonly reports: Reports;
  readonly teams: Teams;
  readonly users: Users;
}

/**
 * A client for one organisation's access token. It opens nothing and starts no timer until it is used. Use one client
 * for all calls of a token: they share its pace. Throws a TypeError for wrong options, and in a page of a browser.
 *
 * Ids come back as decimal strings. Calls reject with a `DriftApiError` for what Drift or the network does, and with a
 * `TypeError` for wrong arguments.
 *
 * @example
 * const drift = createClient({ accessToken: process.env.DRIFT_ACCESS_TOKEN ?? '' });
 * for await (const conversation of drift.conversations.list({ statusId: 1 })) console.log(conversation.id);
 */
export function createClient(options: ClientOptions): DriftClient {
  return createClientIn(realWorld, options);
}

/** As `createClient`, with time, chance and pace in the hands of a test. */
export function createClientIn(world: World, options: ClientOptions, pacer?: Pacer): DriftClient {
  refuseBrowser();
  const settings = settingsOf(options);
  const send = createSender(settings, world, pacer);
  return {
    accounts: createAccounts(send),
    app: createApp(send, settings.accessToken),
    attachments: createAttachments(send),
    contacts: createContacts(send),
    conversations: createConversations(send),
    gdpr: createGdpr(send),
    meetings: createMeetings(send),
    playbooks: createPlaybooks(send),
    reports: createReports(send),
    teams: createTeams(send),
    users: createUsers(send),
  };
}

/** A page, or a worker of one. Node with a simulated page is not one, and no other server calls itself Mozilla. */
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
