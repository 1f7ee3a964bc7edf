/** Good use, and misuse that must not compile. Checked by `tsc`, never run. */
/* oxlint-disable typescript/no-unsafe-call, typescript/no-unsafe-return, typescript/switch-exhaustiveness-check -- misuse is what it is about */
import { createDrift, createSession, fetchUserJwt } from './index';
import type {
  Drift,
  DriftError,
  DriftErrorCode,
  DriftState,
  DriftUser,
  IdentityState,
  Session,
} from './index';

interface Words {
  attributes: { plan: 'free' | 'pro'; seats: number; joined?: Date | null };
  events: {
    opened_pricing: { from: string; discount?: number };
    logged_out: Record<string, never>;
  };
}

const plain = createDrift({ embedId: 'abcdefgh1234' });
const loose = createSession({ embedId: 'abcdefgh1234', getUserJwt: fetchUserJwt('/api/drift-identity') });
const worded = createDrift<Words>({ embedId: 'abcdefgh1234' });
const session = createSession<Words>({ embedId: 'abcdefgh1234' });

// Drift's events: the name decides the payload.

plain.on('chatOpen', () => undefined);
plain.on('ready', (api, payload) => {
  api.openChat();
  void payload?.teamAvailability[7]?.isOnline;
});
plain.on('startConversation', ({ conversationId, inboxId }) => conversationId + inboxId);
plain.on('emailCapture', ({ data }) => data.email.toLowerCase());
plain.once('scheduling:meetingBooked', ({ meeting, teamMember }) => [meeting.timeZone, teamMember.name]);
const stop: () => void = plain.on('message', () => undefined);
stop();
// @ts-expect-error -- no such event
plain.on('chatOpened', () => undefined);
// @ts-expect-error -- nor to listen for once
plain.once('chat:open', () => undefined);
// @ts-expect-error -- the address is at `data.email`
plain.on('emailCapture', ({ email }) => email);
// @ts-expect-error -- ids are numbers
plain.on('startConversation', ({ conversationId }) => conversationId.trim());
// @ts-expect-error -- the payload may be missing where Drift was there before
plain.on('ready', (_api, payload) => payload.isOnline);
// @ts-expect-error -- a listener is a function
plain.on('chatOpen', 'openPanel');

// Attributes: flat, of the kinds that Drift takes; a Date, null and undefined are mended.

plain.setUserAttributes({
  plan: 'pro',
  seats: 3,
  active: true,
  since: new Date(),
  title: null,
  city: undefined,
});
plain.identify('ann', { email: 'ann@acme.com', seats: 3 }, { userJwt: 'header.claims.signature' });
plain.track('opened_pricing', { from: '/', seats: 3 });
plain.track('anything');
void loose.login({ id: 'ann', email: 'ann@acme.com', plan: 'pro' });
// @ts-expect-error -- Drift drops a call with an array
plain.setUserAttributes({ tags: ['a', 'b'] });
// @ts-expect-error -- and one with an object in it
plain.identify('ann', { company: { name: 'Acme' } });
// @ts-expect-error -- events have the same rule
plain.track('opened_pricing', { plans: ['free', 'pro'] });
// @ts-expect-error -- an e-mail address is a string
plain.setUserAttributes({ email: 7 });
// @ts-expect-error -- the token is in the third argument, and named userJwt
plain.identify('ann', {}, { jwt: 'header.claims.signature' });
// @ts-expect-error -- ids are strings
plain.identify(7);
// @ts-expect-error -- a user has an id
void loose.login({ email: 'ann@acme.com' });
// @ts-expect-error -- with a session's logins, too, nothing nested
void loose.login({ id: 'ann', company: { name: 'Acme' } });
// @ts-expect-error -- Drift takes only a number
plain.api.startInteraction({ interactionId: '7' });
// @ts-expect-error -- the API of a plain Drift has the same rule
plain.api.setUserAttributes({ tags: ['a'] });

// An app's user is mostly an interface, which has no index signature.

interface AppUser {
  readonly id: string;
  email?: string | null;
  plan: 'free' | 'pro';
  since?: Date;
}
class Account {
  id = 'ann';
  seats = 3;
}
interface Team {
  id: string;
  members: string[];
}
interface Colours {
  hue: string;
}
const appUser: AppUser = { id: 'ann', plan: 'pro' };
const team: Team = { id: 'acme', members: [] };
const colours: Colours = { hue: 'red' };
const drifts: Drift[] = [plain, loose];

for (const user of [appUser, new Account(), undefined, null]) loose.setUser(user);
for (const user of [appUser, new Account()]) void loose.login(user);
for (const drift of drifts) {
  drift.setUserAttributes(appUser);
  drift.api.setUserAttributes(colours);
  drift.identify('ann', colours);
  drift.track('signed_up', appUser);
}
for (const drift of [worded, session]) {
  drift.setUserAttributes(appUser);
  // @ts-expect-error -- not a word of this team
  drift.setUserAttributes(colours);
}
session.setUser(appUser);
// @ts-expect-error -- a list in it is as bad as in a literal
loose.setUser(team);
// @ts-expect-error -- and so it is for a login
void loose.login(team);
// @ts-expect-error -- for the attributes alone
loose.setUserAttributes(team);
// @ts-expect-error -- by the API's name
loose.api.setUserAttributes(team);
// @ts-expect-error -- when identifying
loose.identify('ann', team);
// @ts-expect-error -- and with an event
loose.track('signed_up', team);
// @ts-expect-error -- a user has an id
loose.setUser(colours);

// What is no flat map at all.

// @ts-expect-error -- a list of attributes
plain.setUserAttributes(['pro']);
// @ts-expect-error -- a function, perhaps of a getter that was not called
plain.setUserAttributes(() => appUser);
// @ts-expect-error -- a date alone
plain.setUserAttributes(new Date());
// @ts-expect-error -- a name alone
plain.setUserAttributes('pro');
// @ts-expect-error -- the same for an event
plain.track('signed_up', ['pro']);
// @ts-expect-error -- and there, too, no function
plain.track('signed_up', () => appUser);
// @ts-expect-error -- nor one in it
plain.track('signed_up', { then: () => undefined });
// @ts-expect-error -- nor a symbol
plain.setUserAttributes({ plan: Symbol('pro') });

// One type parameter carries a team's words through everything.

for (const drift of [worded, session]) {
  drift.track('opened_pricing', { from: '/' });
  drift.track('opened_pricing', { from: '/', discount: 5 });
  drift.track('logged_out');
  drift.setUserAttributes({ plan: 'pro' });
  drift.setUserAttributes({ seats: 3, email: 'ann@acme.com', joined: null });
  drift.api.setUserAttributes({ plan: 'free', joined: new Date() });
  drift.identify('ann', { plan: 'pro' });
  // @ts-expect-error -- not a word of this team
  drift.track('opened_pricng');
  // @ts-expect-error -- the attribute has another type
  drift.track('opened_pricing', { from: 7 });
  // @ts-expect-error -- another event's attribute
  drift.track('logged_out', { from: '/' });
  // @ts-expect-error -- no such plan
  drift.setUserAttributes({ plan: 'gold' });
  // @ts-expect-error -- no such attribute
  drift.setUserAttributes({ colour: 'red' });
  // @ts-expect-error -- nor by the API's name
  drift.api.setUserAttributes({ plan: 'gold' });
  // @ts-expect-error -- nor when identifying
  drift.identify('ann', { plan: 'gold' });
}
void session.login({ id: 'ann', plan: 'pro', email: 'ann@acme.com' });
session.setUser({ id: 'ann', seats: 3 });
for (const nobody of [null, undefined]) session.setUser(nobody);
// @ts-expect-error -- no such plan
void session.login({ id: 'ann', plan: 'gold' });
// @ts-expect-error -- nor for a stated user
session.setUser({ id: 'ann', plan: 'gold' });

// A worded object passes where any is taken; what only a session can do, a plain Drift cannot.

const any: Drift = session;
const anySession: Session = session;
const person: DriftUser<Words> = { id: 'ann', plan: 'pro' };
void [any, anySession, person];
// @ts-expect-error -- a plain Drift knows no logins
void plain.login({ id: 'ann' });
// @ts-expect-error -- so it is no session
const notSession: Session = plain;
void notSession;
// @ts-expect-error -- an embedId is what every object needs
createDrift({});
// @ts-expect-error -- tokens are a session's
createDrift({ embedId: 'abcdefgh1234', getUserJwt: fetchUserJwt('/api/drift-identity') });
// @ts-expect-error -- there is no such option
createSession({ embedId: 'abcdefgh1234', whenTokenFails: 'ignore' });
// @ts-expect-error -- the outside reads the state, and does not write it
plain.state = { status: 'ready' };
// @ts-expect-error -- nor the identity
session.identity = { status: 'anonymous' };

// Every union can be exhausted: a `switch` without a default returns in all cases, and a forgotten case does not compile.

export function explain({ code }: DriftError): string {
  switch (code) {
    case 'blocked':
    case 'offline':
    case 'timeout':
    case 'no_drift':
    case 'removed':
      return 'no chat here';
    case 'conflict':
    case 'unloaded':
    case 'queue_full':
    case 'bad_call':
    case 'bad_attribute':
    case 'callback_threw':
      return 'ours';
    case 'token_failed':
    case 'token_invalid':
    case 'not_logged_in':
    case 'undecided':
    case 'not_forgotten':
    case 'reset_unsettled':
    case 'tabs_disagree':
    case 'consent_withdrawn':
    case 'superseded':
      return 'the person’s';
    case 'disabled':
    case 'server':
      return 'meant so';
  }
}
// @ts-expect-error -- a code that is forgotten is found: this function does not always return
export function forgetful(code: DriftErrorCode): string {
  switch (code) {
    case 'blocked':
      return 'no chat here';
  }
}
// @ts-expect-error -- there is no such code, so a typo in a comparison is found
export const typo = (error: DriftError): boolean => error.code === 'timed_out';

export function describe(state: DriftState): string {
  switch (state.status) {
    case 'idle':
    case 'disabled':
    case 'loading':
    case 'ready':
    case 'resetting':
      return state.status;
    case 'waiting':
      return state.for;
    case 'failed':
      return state.error.code;
  }
}
// @ts-expect-error -- only a failed state has an error
export const reason = (state: DriftState): DriftError => state.error;

export function name(identity: IdentityState): string {
  switch (identity.status) {
    case 'unknown':
    case 'anonymous':
      return identity.status;
    case 'identifying':
    case 'identified':
      return identity.user.id;
    case 'failed':
      return identity.error.code;
  }
}

// Outcomes never reject: what went wrong is one of their cases.

export async function outcomes(): Promise<string> {
  const login = await session.login({ id: 'ann' });
  const logout = await session.logout();
  switch (login.status) {
    case 'identified':
      return login.user.id;
    case 'superseded':
      return logout.status === 'failed' ? logout.error.code : logout.status;
    case 'failed':
      return login.error.code;
  }
}
