/** The functions in an app that registered nothing: good use, and misuse that must not compile. Checked by `tsc`, never run. */
/* oxlint-disable typescript/no-unsafe-call -- misuse is what it is about */
import { createDrift, createSession } from '../index';
import type { Drift, DriftState } from '../index';
import { getDrift, setDrift, useDriftEvent, useDriftIdentity } from './index';
import { useDriftPage, useDriftState, useOpenChat } from './index';

interface Words {
  attributes: { plan: 'free' | 'pro' };
}
interface AppUser {
  id: string;
  plan: 'free' | 'pro';
}
interface Team {
  id: string;
  members: string[];
}
type User = { id: string; plan: 'free' | 'pro' };
const plain = createDrift({ embedId: 'abcdefgh1234' });
const session = createSession({ embedId: 'abcdefgh1234' });
const worded = createSession<Words>({ embedId: 'abcdefgh1234' });

setDrift(plain);
setDrift(session);
setDrift(session, () => undefined);
setDrift(session, () => null);
setDrift(session, () => ({ id: 'ann', plan: 'pro' }));
setDrift(worded, (): User | undefined => undefined);
setDrift(session, (): AppUser | null | undefined => null);
setDrift(worded, (): AppUser | null => null);
// @ts-expect-error -- Drift takes no list
setDrift(session, (): Team | null => null);
// @ts-expect-error -- a plain Drift knows no logins
setDrift(plain, () => ({ id: 'ann' }));
// @ts-expect-error -- a value would never be read again
setDrift(session, { id: 'ann' });
// @ts-expect-error -- a user has an id
setDrift(session, () => ({ email: 'ann@acme.com' }));
// @ts-expect-error -- no such plan
setDrift(worded, () => ({ id: 'ann', plan: 'gold' }));

export function script(): void {
  const drift: Drift = getDrift();
  drift.track('any word');
  // @ts-expect-error -- whether it is a session, nobody has said: register it, or take useDriftIdentity
  void getDrift().login({ id: 'ann' });

  const chat = useDriftState();
  const { status }: DriftState = chat.current;
  // @ts-expect-error -- it is Drift's to say
  chat.current = { status };

  const identity = useDriftIdentity();
  void identity.login({ id: 'ann', plan: 'pro' });
  void identity.login({} as AppUser);
  void identity.logout().then(() => identity.current.status);
  // @ts-expect-error -- only somebody has a user
  void identity.current.user;

  useDriftEvent('startConversation', ({ conversationId }) => void conversationId.toFixed());
  // @ts-expect-error -- no such event
  useDriftEvent('chatOpened', () => undefined);

  useDriftPage(() => '/pricing');
  // @ts-expect-error -- a value would never be read again
  useDriftPage('/pricing');

  const openChat: () => void = useOpenChat(({ code, calls }) => void [code, calls]);
  openChat();
  // @ts-expect-error -- a help button that opens nothing and says nothing is what it is there to prevent
  useOpenChat();
}
