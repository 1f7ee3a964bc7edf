/** What an app writes with the packages that are imported and required alike; strict, and wrong where it says so. */
export const BROWSER_AND_SERVER: string = `
  import { createDrift, createSession, driftCsp, DriftError, fetchUserJwt } from '@driftkit/widget';
  import type { Drift, DriftState, Session } from '@driftkit/widget';
  import { DriftFallback, DriftProvider, useDrift, useDriftIdentity, useDriftState, useOpenChat } from '@driftkit/widget/react';
  import { getDrift, setDrift } from '@driftkit/widget/svelte';
  import { onConsent, onIdle } from '@driftkit/widget/triggers';
  import { createFakeDrift } from '@driftkit/widget/testing';
  import { createDriftPlugin, useDrift as useDriftOfVue, useDriftIdentity as useIdentityOfVue } from '@driftkit/widget/vue';
  import { createIdentityHandler, signUserJwt, verifyUserJwt } from '@driftkit/identity-server';
  import { toNodeHandler } from '@driftkit/identity-server/node';
  import { createClient, createWebhookHandler, DriftApiError } from '@driftkit/api';
  import { toNodeHandler as webhooks } from '@driftkit/api/node';
  import { createFakeApi } from '@driftkit/api/testing';

  const drift: Drift = createDrift({ embedId: 'abcdefgh1234', when: [onIdle(), onConsent(Promise.resolve(true))] });
  const session: Session<{ attributes: { plan: 'free' | 'pro' }; events: { signed_up: { via: string } } }> =
    createSession({ embedId: 'abcdefgh1234', getUserJwt: fetchUserJwt('/api') });
  session.track('signed_up', { via: 'mail' });
  // An interface of the app, which has no index signature.
  interface AppUser { id: string; email?: string | null; plan: 'free' | 'pro' }
  const user: AppUser = { id: 'ann', plan: 'pro' };
  const anyWords: Session = createSession({ embedId: 'abcdefgh1234' });
  for (const given of [session, anyWords]) given.setUser(user);
  anyWords.setUserAttributes(user);
  anyWords.identify('ann', user);
  anyWords.track('signed_up', user);
  drift.subscribe((state: DriftState) => {
    if (state.status === 'failed') {
      const code: DriftError['code'] = state.error.code;
      void code;
    }
  });
  drift.on('message', ({ conversationId }) => conversationId.toFixed());
  // With \`declaration\` the compiler writes down these types: it must be able to name them.
  export const useOurs = () => useDrift();
  export const useWho = () => useDriftIdentity();
  export const ofVue = () => [useDriftOfVue(), useIdentityOfVue()] as const;
  export const ofSvelte = () => getDrift();
  export const plugin = createDriftPlugin({ drift: session, user: null });
  export const tell = () => setDrift(session, () => null);
  export const element = DriftProvider({ drift: session, user: null, children: null });
  export const plugins = [session, anyWords].map((given) => createDriftPlugin({ drift: given, user: () => user }));
  export const tellAll = () => [setDrift(anyWords, () => user), setDrift(session, () => user)];
  export const elements = [DriftProvider({ drift: anyWords, user }), DriftProvider({ drift: session, user })];
  export const { setUser, login, track, setUserAttributes } = anyWords;
  export const all = [DriftFallback, useDriftState, useOpenChat, createFakeDrift, driftCsp, createFakeApi];
  const identity = createIdentityHandler({ secret: 'secret', getUser: () => ({ id: 'user_1' }) });
  export const handle = toNodeHandler(identity);
  export const sub: Promise<string> = verifyUserJwt('', { secret: '' }).then(({ claims }) => claims.sub);
  export const jwt: Promise<string> = signUserJwt({ userId: 'user_1', secret: '' });
  const client = createClient({ accessToken: 'token' });
  export async function list(): Promise<string[]> {
    const ids: string[] = [];
    try {
      for await (const { id } of client.conversations.list({ statusId: [1, 2] })) ids.push(id);
    } catch (error) {
      if (error instanceof DriftApiError && error.code === 'rate_limited') ids.push(String(error.retryAfter));
    }
    return ids;
  }
  export const hooks = webhooks(createWebhookHandler({ verificationToken: 'a', onEvent: (event) => {
    if (event.type === 'new_message') console.log(event.data);
  } }));
  // @ts-expect-error -- the types are there: this is wrong
  createSession({ embedId: 1 });
  // @ts-expect-error -- the types are there: Drift takes no list
  anyWords.setUser({ ...user, tags: ['a'] });
  // @ts-expect-error -- the types are there: this is wrong
  createClient({ accessToken: 1 });
  // @ts-expect-error -- the types are there: this is wrong
  signUserJwt({ userId: 1 });
  // @ts-expect-error -- the types are there: this is wrong
  session.track('signed_up', { via: 1 });
`;

/** The same with those that are ES modules alone. */
export const MODULES: string = `
  import { createSandbox } from '@driftkit/sandbox';
  import type { Sandbox } from '@driftkit/sandbox';
  import { createSync, exportArchive, sqlDestination } from '@driftkit/sync';
  import * as playwright from '@driftkit/sandbox/playwright';
  export async function start(): Promise<string> {
    const sandbox: Sandbox = await createSandbox({ signedIdentities: 'disabled' });
    return sandbox.url;
  }
  export const all = [createSync, exportArchive, sqlDestination, playwright];
  // @ts-expect-error -- the types are there: this is wrong
  createSandbox({ port: 'a' });
`;
