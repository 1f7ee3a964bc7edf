import type { Call, HostIdentity } from '../frame-messages';
import type { Caller } from './caller';
import type { Context } from './context';
import { scalars, tokenOf } from './call-values';
import type { ServerClient } from './server-client';
import { configure, hideWidget, openChat, setHistory, showWidget } from './state';

/** Who the page said is here, before boot. */
interface External {
  userId: string;
  attributes: unknown;
  userJwt: string | null;
}

export interface BootOptions {
  host: HostIdentity;
  context: Context;
  caller: Caller;
  /** Waits for a `setUserJwt` that is still to come. */
  nextUserJwt: Promise<string>;
}

export type Booted = 'ready' | 'refused';

/**
 * Drift's order (observed): the identity first, then the identify request, and only then the bootstrap, so that the
 * visit is born as whoever the page named.
 */
export async function boot({ host, context, caller, nextUserJwt }: BootOptions): Promise<Booted> {
  const { server, store, aid } = context;
  const external = await externalOf(host.calls, caller, nextUserJwt);
  if (external) await identifyFirst(context, external);
  if (host.late) await identifyLate(server, caller, host.late);

  const identity = external && { userId: external.userId, userJwt: external.userJwt };
  const answer = await server.bootstrap({ aid, identity, cookie: host.cookie, url: host.page.url });
  if (answer.tokenResult === null) return 'refused';
  store.change((state) => ({ ...state, organizationName: answer.embed.organizationName }));
  store.change(configure(host.config));
  store.change(setHistory(answer.conversations));
  if (host.visibility) store.change(host.visibility === 'show' ? showWidget : hideWidget);
  if (host.chatWasOpen && host.visibility !== 'hide') store.change(openChat);
  return 'ready';
}

// Every call is checked and reported; of several identify calls the last one counts.
async function externalOf(
  calls: readonly Call[],
  caller: Caller,
  nextUserJwt: Promise<string>,
): Promise<External | null> {
  let external: External | null = null;
  let given: string | null = null;
  let waits = false;
  for (const call of calls) {
    const args = await caller.check(call);
    if (!args) continue;
    if (call.method === 'identify') {
      external = { userId: String(args[0]), attributes: args[1], userJwt: tokenOf(args[2]) };
    }
    if (call.method === 'setUserJwt') given = String(args[0]);
    if (call.method === 'waitForUserJwt') waits = true;
  }
  if (waits && given === null) given = await nextUserJwt;
  return external && { ...external, userJwt: external.userJwt ?? given };
}

async function identifyFirst({ aid, server, tellHost }: Context, external: External): Promise<void> {
  const { userId, attributes, userJwt } = external;
  const body = { aid, userId, attributes: scalars(attributes), userJwt, when: 'boot' } as const;
  const answer = await server.identify(body).catch(() => undefined);
  // ASSUMED: the id cookie is set once Drift has taken the identity, not when the page named it.
  if (answer && answer.outcome !== 'refused') tellHost.identified(userId, userJwt);
}

async function identifyLate(
  server: ServerClient,
  caller: Caller,
  late: NonNullable<HostIdentity['late']>,
): Promise<void> {
  const args = await caller.check(late.call);
  if (!args) return;
  const [userId, attributes, options] = args;
  await server
    .identify({
      aid: late.aid,
      userId: String(userId),
      attributes: scalars(attributes),
      userJwt: tokenOf(options),
      when: 'reset',
    })
    .catch(() => undefined);
}
