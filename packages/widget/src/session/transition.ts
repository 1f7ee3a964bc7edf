/** What happened, folded into the state. Pure. */
import { hashOf } from '../association';
import { isEqualUser } from './user';
import type { Contact } from './user';
import { isFor, nobody } from './states';
import type { Page, Person, SessionEvent, SessionState, Token, Trust, Wanted } from './states';

export function transition(state: SessionState, event: SessionEvent): SessionState {
  const { wanted, page } = state;
  switch (event.type) {
    case 'load':
      return {
        requested: true,
        page: page.is === 'failed' ? { is: 'down', trust: page.trust } : page,
        wanted: retried(wanted),
      };
    case 'online':
      return { ...state, wanted: retried(wanted) };
    case 'unloaded':
      return { ...state, page: { is: 'down', trust: event.trust }, requested: false };
    case 'down':
      return { ...state, page: { is: 'down', trust: event.trust } };
    case 'told': {
      const next = told(wanted, event.hash);
      const known = event.isRunning ? distrusted(page) : page;
      return next.is === 'user'
        ? { ...state, wanted: { ...retried(next), isElsewhere: true }, page: shaken(known) }
        : { ...state, wanted: next, page: known };
    }
    case 'failed':
      return { ...state, page: { is: 'failed', error: event.error, trust: trustOf(page) } };
    case 'stated':
      return { ...state, wanted: stated(wanted, event.contact, event.token) };
    case 'unstated':
      return { ...state, wanted: unstated(wanted) };
    case 'overdue':
      return { ...state, wanted: overdue(wanted) };
    case 'token':
      return isFor(event, wanted) ? { ...state, wanted: tokened(wanted, event.token) } : state;
    case 'notLoggedIn':
      return isFor(event, wanted) ? { ...state, wanted: stated(wanted, null, event.token) } : state;
    case 'booting':
      return { ...state, page: { is: 'booting', holder: event.holder, sealed: false } };
    case 'sealed':
      return page.is === 'booting' ? { ...state, page: { ...page, sealed: true } } : state;
    case 'leaving':
      return { ...state, page: { is: 'leaving' } };
    case 'resetting':
      return { ...state, page: { is: 'resetting' } };
    case 'unsettled':
      return page.is === 'resetting' || page.is === 'leaving' ? { ...state, page: { is: 'stuck' } } : state;
    case 'holds':
      return {
        ...state,
        page: { is: page.is === 'booting' ? 'booting' : 'live', holder: event.holder, sealed: false },
      };
    case 'ready':
      return { ...state, page: readied(page, wanted) };
  }
}

/** What the app says. An equal person keeps their number; a token that failed is tried again. */
function stated(before: Wanted, contact: Contact | null, token: Token): Wanted {
  const wanted = spokenAgain(before, contact);
  if (contact === null)
    return wanted.is === 'nobody' ? wanted : { is: 'nobody', person: numberOf(wanted, null) };
  if (wanted.is !== 'user' || wanted.contact.id !== contact.id)
    return { is: 'user', person: numberOf(wanted, contact), contact, token };
  if (isEqualUser(wanted.contact, contact)) contact = wanted.contact;
  const isNew = token.is === 'here' && token.userJwt !== undefined;
  return { ...wanted, contact, token: isNew || wanted.token.is === 'failed' ? token : wanted.token };
}

/** The first decision takes over what was called while nobody knew; after it, calls made in doubt belong to whom the app stated last. */
function numberOf(wanted: Wanted, next: Contact | null): Person {
  if (wanted.is !== 'undecided') return wanted.person + 1;
  const isTheirs = wanted.last === undefined || wanted.last?.id === next?.id;
  return isTheirs ? wanted.person : wanted.person + 1;
}

/** After `undefined`, the same person goes on where they were, unless another tab has spoken meanwhile. */
function spokenAgain(wanted: Wanted, contact: Contact | null): Wanted {
  if (wanted.is !== 'undecided' || !wanted.silence || wanted.doubt) return wanted;
  const { last, person, silence } = wanted;
  return last && last.id === contact?.id
    ? { is: 'user', person, contact: last, token: silence.token }
    : wanted;
}

function unstated(wanted: Wanted): Wanted {
  if (wanted.is === 'user') {
    const { person, contact, token } = wanted;
    const kept: Token = token.is === 'coming' ? { is: 'none' } : token; // its request is given up
    return { is: 'undecided', person, last: contact, silence: { token: kept, isOver: false } };
  }
  // A token alone must not bring back whom the app does not know of any more.
  if (wanted.is === 'undecided' && wanted.doubt?.suspect)
    return {
      ...wanted,
      silence: { token: { is: 'none' }, isOver: false },
      doubt: { ...wanted.doubt, suspect: undefined },
    };
  return wanted;
}

function overdue(wanted: Wanted): Wanted {
  return wanted.is === 'undecided' && wanted.silence
    ? { ...wanted, silence: { ...wanted.silence, isOver: true } }
    : wanted;
}

/** Another tab speaks of somebody else than ours: nobody is decided until the app says so anew, or a fresh token does. */
function told(wanted: Wanted, hash: string | null | undefined): Wanted {
  // That things may have changed takes nothing back of what was said.
  if (wanted.is === 'undecided' && wanted.doubt)
    return hash === undefined ? wanted : { ...wanted, doubt: { ...wanted.doubt, hash } };
  if (wanted.is === 'undecided' && !wanted.last) return wanted;
  const known = wanted.is === 'undecided' ? wanted.last : wanted.is === 'user' ? wanted.contact : null;
  const ours = known ? hashOf(known.id) : null;
  if (ours === hash) return wanted;
  if (wanted.is === 'undecided') return { ...wanted, doubt: { hash, suspect: undefined } };
  return {
    is: 'undecided',
    person: wanted.person + 1,
    last: known ?? null,
    doubt: { hash, suspect: known ?? undefined },
  };
}

/** A visitor's Drift shares its anonymous id with the tab in which somebody has just been identified. */
function shaken(page: Page): Page {
  const isVisitors = (page.is === 'booting' || page.is === 'live') && page.holder.who === 'nobody';
  return isVisitors ? { ...page, holder: { who: 'stranger' } } : page;
}

/** A Drift that we did not bring had booted by cookies that are others now. */
function distrusted(page: Page): Page {
  if (page.is === 'down' || page.is === 'failed') return { ...page, trust: 'other' };
  const isStrangers = (page.is === 'booting' || page.is === 'live') && page.holder.who === 'stranger';
  return isStrangers ? { ...page, holder: { who: 'other' } } : page;
}

function tokened(wanted: Wanted, token: Token): Wanted {
  if (wanted.is === 'user') return { ...wanted, token };
  const suspect = wanted.is === 'undecided' ? wanted.doubt?.suspect : undefined;
  return suspect && token.is === 'here'
    ? { is: 'user', person: wanted.person, contact: suspect, token }
    : wanted;
}

function retried<W extends Wanted>(wanted: W): W {
  return wanted.is === 'user' && wanted.token.is === 'failed' ? { ...wanted, token: { is: 'none' } } : wanted;
}

/** A Drift that boots as nobody can be judged by its cookies; any other may know more than they tell. */
function trustOf(page: Page): Trust {
  if (page.is === 'down' || page.is === 'failed') return page.trust;
  if (page.is !== 'booting') return 'other';
  return page.holder.who === 'nobody' ? 'stranger' : 'other';
}

function readied(page: Page, wanted: Wanted): Page {
  switch (page.is) {
    case 'booting':
      return { is: 'live', holder: page.holder };
    case 'leaving':
      return { is: 'live', holder: { who: 'other' } };
    case 'resetting':
      return { is: 'live', holder: nobody(wanted) };
    case 'failed':
    case 'down':
      return { is: 'live', holder: { who: page.trust } };
    case 'stuck':
    case 'live':
      return page;
  }
}
