import { choiceProblem } from './choices';
import type { Assumptions } from '../protocol';
import { DEFAULT_REST_ASSUMPTIONS, REST_CHOICES } from './rest-assumptions';

/**
 * What Drift's documents do not say, as switches. The default is our best guess, or where we have none
 * the one that is harder on a page. `grep ASSUMED` finds every place where one of them decides.
 */
export const DEFAULT_ASSUMPTIONS: Readonly<Assumptions> = {
  // ASSUMED: an anonymous conversation stays with the anonymous contact when its visitor is identified mid-session.
  conversationOnIdentify: 'stays',
  // ASSUMED: `reset()` reloads the frames, and the second boot raises `ready` again.
  readyAfterReset: true,
  // ASSUMED: handlers live on the host page, so neither `reset()` nor `unload()` takes them away.
  handlersAfterReset: 'kept',
  handlersAfterUnload: 'kept',
  // ASSUMED: `reset()` deletes the cookies that say who is here, and leaves those of the visit.
  cookiesAfterReset: 'visit',
  // ASSUMED: a token given after ready is checked as one given before it.
  tokenMidSession: 'checked',
  // ASSUMED: an `identify` that meets reloading frames is held for the new ones.
  identifyDuringReset: 'applied',
  // ASSUMED: `unload()` exists, as pages in the wild use it.
  unload: true,
  // ASSUMED: a token whose `sub` is not the identified id counts as invalid.
  subMismatch: 'refused',
  // ASSUMED: the serial queue survives a `setUserAttributes` that fails on the network.
  failedSetUserAttributes: 'continues',
  // ASSUMED: a `drift_aid` once associated with a contact brings that contact back without any id.
  associatedAid: 'contact',
  // ASSUMED: the browser keeps no copy of the token.
  userJwtCookie: 'absent',
  // ASSUMED: a handler that throws does not keep the others from being called.
  throwingHandler: 'isolated',
  // ASSUMED: pages with the array snippet call the loaded Drift as a function, so the array gives way to one.
  loadedGlobal: 'function',
  // ASSUMED: an `identify` that is refused in the middle of a visit changes nothing of it.
  refusedIdentify: 'ignored',
  // ASSUMED: a webhook is tried once, soon given up, and overtaken by others.
  webhookRetries: 'none',
  webhookDeadline: '3s',
  webhookOrder: 'none',
  // ASSUMED: an event that an app subscribes to counts from then on, though the FAQ advises to reconnect.
  newSubscriptions: 'at_once',
  // ASSUMED: what an app posts comes back as `new_message`.
  newMessageOfApi: 'sent',
  // ASSUMED: what an agent types stands in a webhook as it was typed.
  agentMessageBody: 'plain',
  // ASSUMED: a conversation is inactive after ten minutes.
  inactiveAfter: '10min',
  // ASSUMED: `gdpr_delete_requested` says whom by the e-mail address.
  gdprDeleteRequested: 'email',
  // ASSUMED: a refresh token is worth something once.
  usedRefreshToken: 'refused',
  // ASSUMED: the token endpoint says of what type a token is and how long it lives.
  tokenAnswer: 'full',
  // ASSUMED: the second `?` in the documents' example of the way back is a slip.
  authorizeReturn: 'well_formed',
  ...DEFAULT_REST_ASSUMPTIONS,
};

const CHOICES: { [K in keyof Assumptions]: readonly Assumptions[K][] } = {
  conversationOnIdentify: ['stays', 'moves'],
  readyAfterReset: [true, false],
  handlersAfterReset: ['kept', 'gone'],
  handlersAfterUnload: ['kept', 'gone'],
  cookiesAfterReset: ['visit', 'identity', 'none'],
  tokenMidSession: ['checked', 'ignored'],
  identifyDuringReset: ['applied', 'lost', 'to_old_contact'],
  unload: [true, false],
  subMismatch: ['refused', 'accepted'],
  failedSetUserAttributes: ['jams', 'continues'],
  associatedAid: ['contact', 'anonymous'],
  userJwtCookie: ['stored', 'absent'],
  throwingHandler: ['isolated', 'stops_the_rest'],
  loadedGlobal: ['function', 'array'],
  refusedIdentify: ['ignored', 'boots_again'],
  webhookRetries: ['none', 'three'],
  webhookDeadline: ['3s', '10s', '30s'],
  webhookOrder: ['none', 'in_order'],
  newSubscriptions: ['at_once', 'after_reconnect'],
  newMessageOfApi: ['sent', 'not_sent'],
  agentMessageBody: ['plain', 'paragraph'],
  inactiveAfter: ['1min', '10min', 'never'],
  gdprDeleteRequested: ['email', 'contact_id', 'neither'],
  usedRefreshToken: ['refused', 'accepted', 'ends_grant'],
  tokenAnswer: ['full', 'bare'],
  authorizeReturn: ['well_formed', 'as_documented'],
  ...REST_CHOICES,
};

/** What is wrong with these switches, as a sentence; undefined when nothing is. */
export function assumptionsProblem(changes: unknown): string | undefined {
  return choiceProblem('assumption', CHOICES, changes);
}
