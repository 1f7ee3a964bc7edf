/** What to do next, so that the page comes to hold what the app wants. Pure. */
import { holds, nobody } from './states';
import type { Holder, Page, Person, SessionState, Wanted } from './states';
import { changedAttributes } from './user';
import type { Contact } from './user';

export type Effect =
  | { readonly do: 'nothing' }
  | { readonly do: 'fetchToken'; readonly person: Person; readonly contact: Contact }
  | { readonly do: 'expire'; readonly person: Person; readonly id: string }
  | {
      readonly do: 'boot' | 'identify' | 'swap';
      readonly holder: Holder;
      readonly userJwt: string | undefined;
    }
  | { readonly do: 'recall' | 'compare' | 'reset' | 'rebuild' | 'standDown' }
  | { readonly do: 'adopt'; readonly holder: Holder }
  | { readonly do: 'update'; readonly holder: Holder; readonly changed: Contact['attributes'] };

export interface Rules {
  readonly whenTokenFails: 'anonymous' | 'unavailable';
  readonly identityChange: 'live' | 'reload';
}

const NOTHING: Effect = { do: 'nothing' };

/** The next thing to do; `nothing` when the page holds what is wanted, or when somebody else has the word. */
export function step({ wanted, page, requested }: SessionState, rules: Rules, now: number): Effect {
  if (wanted.is === 'user') {
    const { token, person, contact } = wanted;
    if (token.is === 'none' && (requested || page.is !== 'down'))
      return { do: 'fetchToken', person, contact };
    if (token.is === 'here' && token.until <= now && !holds(page, person))
      return { do: 'expire', person, id: contact.id };
  }
  if (wanted.is === 'undecided' && (wanted.doubt || wanted.silence?.isOver) && runs(page))
    return { do: 'standDown' };
  switch (page.is) {
    case 'down':
      return requested ? boot(wanted, rules) : NOTHING;
    case 'booting':
      return whileBooting(page.holder, page.sealed, wanted);
    case 'live':
      return whileLive(page.holder, wanted, rules);
    case 'stuck':
      return { do: 'rebuild' };
    case 'failed':
    case 'leaving':
    case 'resetting':
      return NOTHING;
  }
}

/** Whether a Drift runs that belongs to what was decided before; a stranger's is covered, and compared when there is a decision. */
function runs(page: Page): boolean {
  if (page.is === 'booting' || page.is === 'live') return page.holder.who !== 'stranger';
  return page.is !== 'down' && page.is !== 'failed';
}

function boot(wanted: Wanted, { whenTokenFails }: Rules): Effect {
  if (wanted.is === 'undecided') return NOTHING;
  const { person } = wanted;
  if (wanted.is === 'user' && wanted.token.is === 'here')
    return {
      do: 'boot',
      holder: { who: 'user', person, contact: wanted.contact },
      userJwt: wanted.token.userJwt,
    };
  const asNobody =
    wanted.is === 'nobody' ||
    (wanted.token.is === 'failed' && whenTokenFails === 'anonymous' && !wanted.isElsewhere);
  if (!asNobody) return NOTHING;
  return {
    do: 'boot',
    holder: nobody(wanted),
    userJwt: undefined,
  };
}

function whileBooting(holder: Holder, sealed: boolean, wanted: Wanted): Effect {
  if (holder.who !== 'nobody' && holder.who !== 'user') return NOTHING; // judged when it is ready
  if (holder.who === 'user') {
    const wrong = wanted.person !== holder.person;
    return wrong ? { do: 'recall' } : NOTHING;
  }
  if (wanted.is !== 'user' || wanted.token.is !== 'here' || sealed) return NOTHING;
  const { person, contact, token } = wanted;
  return { do: 'swap', holder: { who: 'user', person, contact }, userJwt: token.userJwt };
}

function whileLive(holder: Holder, wanted: Wanted, { identityChange, whenTokenFails }: Rules): Effect {
  const change: Effect = identityChange === 'reload' ? { do: 'rebuild' } : { do: 'reset' };
  if (wanted.is === 'undecided') return NOTHING;
  if (holder.who === 'stranger') return { do: 'compare' };
  if (holder.who === 'other') return change;
  if (holder.who === 'same') {
    const isWanted = wanted.is === 'user' && wanted.contact.id === holder.contact.id;
    if (!isWanted) return change;
    if (wanted.token.is === 'failed') return wanted.isElsewhere ? { do: 'standDown' } : change;
  }
  if (holder.who === 'user') {
    if (wanted.is !== 'user' || wanted.person !== holder.person) return change;
    const changed = changedAttributes(holder.contact, wanted.contact);
    if (holder.contact === wanted.contact || Object.keys(changed).length === 0) return NOTHING;
    return { do: 'update', holder: { ...holder, contact: wanted.contact }, changed };
  }
  if (wanted.is === 'nobody' && holder.who === 'nobody' && holder.person !== wanted.person)
    return { do: 'adopt', holder: { who: 'nobody', person: wanted.person } };
  if (wanted.is === 'user' && wanted.token.is === 'failed' && whenTokenFails === 'unavailable')
    return { do: 'standDown' };
  if (wanted.is !== 'user' || wanted.token.is !== 'here') return NOTHING;
  if (identityChange === 'reload') return { do: 'rebuild' };
  const { person, contact, token } = wanted;
  return { do: 'identify', holder: { who: 'user', person, contact }, userJwt: token.userJwt };
}
