/** The plugin and the composables in an app that registered nothing: good use, and misuse that must not compile. Checked by `tsc`, never run. */
/* oxlint-disable typescript/no-unsafe-call -- misuse is what it is about */
import { computed, ref } from 'vue';
import { createDrift, createSession } from '../index';
import type { Drift, DriftState } from '../index';
import { createDriftPlugin, useDrift, useDriftEvent, useDriftIdentity } from './index';
import { useDriftPage, useDriftState, useOpenChat } from './index';

interface Words {
  attributes: { plan: 'free' | 'pro' };
}
const plain = createDrift({ embedId: 'abcdefgh1234' });
const session = createSession({ embedId: 'abcdefgh1234' });
const worded = createSession<Words>({ embedId: 'abcdefgh1234' });
interface AppUser {
  id: string;
  plan: 'free' | 'pro';
}
interface Team {
  id: string;
  members: string[];
}
type User = { id: string; plan: 'free' | 'pro' };

createDriftPlugin({ drift: plain });
createDriftPlugin({ drift: session });
for (const user of [undefined, null, { id: 'ann', plan: 'pro' }]) createDriftPlugin({ drift: session, user });
createDriftPlugin({ drift: session, user: ref<User | null>() });
createDriftPlugin({ drift: session, user: computed((): User | null => null) });
createDriftPlugin({ drift: worded, user: (): User | undefined => undefined });
createDriftPlugin({ drift: session, user: {} as AppUser });
createDriftPlugin({ drift: session, user: ref<AppUser | null>() });
createDriftPlugin({ drift: session, user: computed((): AppUser | null => null) });
createDriftPlugin({ drift: session, user: (): AppUser | undefined => undefined });
createDriftPlugin({ drift: worded, user: ref<AppUser | null>() });
// @ts-expect-error -- Drift takes no list
createDriftPlugin({ drift: session, user: ref<Team | null>() });
// @ts-expect-error -- nor from a getter
createDriftPlugin({ drift: session, user: (): Team | null => null });
// @ts-expect-error -- a plain Drift knows no logins
createDriftPlugin({ drift: plain, user: { id: 'ann' } });
// @ts-expect-error -- a user has an id
createDriftPlugin({ drift: session, user: () => ({ email: 'ann@acme.com' }) });
// @ts-expect-error -- no such plan
createDriftPlugin({ drift: worded, user: ref({ id: 'ann', plan: 'gold' }) });
// @ts-expect-error -- the object is made outside, and given
createDriftPlugin({});

export function setup(): void {
  const drift: Drift = useDrift();
  drift.track('any word');
  // @ts-expect-error -- whether it is a session, nobody has said: register it, or take useDriftIdentity
  void useDrift().login({ id: 'ann' });

  const state = useDriftState();
  const { status }: DriftState = state.value;
  // @ts-expect-error -- it is Drift's to say
  state.value = { status };

  const { identity, login, logout } = useDriftIdentity();
  void login({ id: 'ann', plan: 'pro' });
  void login({} as AppUser);
  void logout().then(() => identity.value.status);
  // @ts-expect-error -- only somebody has a user
  void identity.value.user;

  useDriftEvent('startConversation', ({ conversationId }) => void conversationId.toFixed());
  // @ts-expect-error -- no such event
  useDriftEvent('chatOpened', () => undefined);

  useDriftPage('/pricing');
  useDriftPage(ref('/'));
  useDriftPage(() => '/');
  // @ts-expect-error -- it follows a path, and cannot guess it
  useDriftPage();

  const openChat: () => void = useOpenChat(({ code, calls }) => void [code, calls]);
  openChat();
  // @ts-expect-error -- a help button that opens nothing and says nothing is what it is there to prevent
  useOpenChat();
}
