/** The hooks in an app that registered nothing: good use, and misuse that must not compile. Checked by `tsc`, never run. */
/* oxlint-disable typescript/no-unsafe-call, typescript/no-unsafe-return -- misuse is what it is about */
import { createDrift, createSession } from '../index';
import type { Drift } from '../index';
import {
  DriftFallback,
  DriftProvider,
  useDrift,
  useDriftEvent,
  useDriftIdentity,
  useDriftPage,
  useOpenChat,
} from './index';
import type { DriftIn, VocabularyIn } from '../adapter';

interface Words {
  attributes: { plan: 'free' | 'pro' };
  events: { opened_pricing: { from: string } };
}

interface AppUser {
  id: string;
  plan: 'free' | 'pro';
}
interface Team {
  id: string;
  members: string[];
}
const plain = createDrift({ embedId: 'abcdefgh1234' });
const session = createSession({ embedId: 'abcdefgh1234' });
const worded = createSession<Words>({ embedId: 'abcdefgh1234' });

// The user is what the object can take.

void (<DriftProvider drift={plain} />);
void (<DriftProvider drift={session} />);
for (const user of [undefined, null, { id: 'ann', plan: 'pro' }])
  void (<DriftProvider drift={session} user={user} />);
void (<DriftProvider drift={worded} user={{ id: 'ann', plan: 'pro', email: 'ann@acme.com' }} />);
for (const user of [undefined, null, {} as AppUser]) void (<DriftProvider drift={session} user={user} />);
void (<DriftProvider drift={worded} user={{} as AppUser} />);
// @ts-expect-error -- Drift takes no list
void (<DriftProvider drift={session} user={{} as Team} />);
// @ts-expect-error -- a plain Drift knows no logins
void (<DriftProvider drift={plain} user={{ id: 'ann' }} />);
// @ts-expect-error -- not even that nobody is logged in
void (<DriftProvider drift={plain} user={null} />);
// @ts-expect-error -- a user has an id
void (<DriftProvider drift={session} user={{ email: 'ann@acme.com' }} />);
// @ts-expect-error -- no such plan
void (<DriftProvider drift={worded} user={{ id: 'ann', plan: 'gold' }} />);
// @ts-expect-error -- the object is made outside, and given
void (<DriftProvider />);

// Nothing is promised that the provider may not hold.

export function Hooks(): null {
  const drift: Drift = useDrift();
  drift.track('any word');
  // @ts-expect-error -- whether it is a session, nobody has said: register it, or take useDriftIdentity
  void useDrift().login({ id: 'ann' });

  const { identity, login, logout } = useDriftIdentity();
  void login({ id: 'ann', plan: 'pro' });
  void login({} as AppUser);
  // @ts-expect-error -- Drift takes no list
  void login({} as Team);
  void logout().then(({ status }) => status);
  // @ts-expect-error -- only somebody has a user
  void identity.user;

  useDriftEvent('startConversation', ({ conversationId }) => void conversationId.toFixed());
  // @ts-expect-error -- no such event
  useDriftEvent('chatOpened', () => undefined);
  // @ts-expect-error -- ids are numbers
  useDriftEvent('startConversation', ({ conversationId }) => conversationId.trim());

  useDriftPage('/pricing');
  // @ts-expect-error -- it follows a path, and cannot guess it
  useDriftPage();

  const openChat: () => void = useOpenChat(({ code, calls }) => void [code, calls]);
  void (<button onClick={openChat}>Help</button>);
  // @ts-expect-error -- a help button that opens nothing and says nothing is what it is there to prevent
  useOpenChat();
  return null;
}

void (<DriftFallback>Write to us</DriftFallback>);
void (<DriftFallback>{({ code, message }) => `${code}: ${message}`}</DriftFallback>);
// @ts-expect-error -- a fallback that shows nothing is none
void (<DriftFallback />);

// What an app registers decides what the hooks know; the program in type-tests/registered says it as an app does.

const registered = null as unknown as DriftIn<{ drift: typeof worded }>;
void registered.login({ id: 'ann', plan: 'pro' });
registered.track('opened_pricing', { from: '/' });
// @ts-expect-error -- not a word of this team
registered.track('opened_pricng');
const words: VocabularyIn<{ drift: typeof worded }> = {
  attributes: { plan: 'pro' },
  events: { opened_pricing: { from: '/' } },
};
void words;
