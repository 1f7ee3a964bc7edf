import type { StreamMessage } from '../protocol';
import { FIRST_COMPUTED_ID } from '../rules/known-ids';
import type { SessionChange } from '../stores/session-store';

/** Everything that is kept on the disk: what watchers hear, and sessions. */
export type Change = Exclude<StreamMessage, { type: 'hello' | 'cleared' }> | SessionChange;

export type Kind =
  | 'browser'
  | 'contact'
  | 'conversation'
  | 'app'
  | 'grant'
  | 'user'
  | 'account'
  | 'attachment'
  | 'session'
  | 'settings'
  | 'faults'
  | 'playbooks'
  | 'erased_contact'
  | 'erased_conversation'
  | 'number';

/** One row to be written or to be removed. */
export type Write =
  | { type: 'put'; kind: Kind; id: string | number; record: unknown }
  | { type: 'remove'; kind: Kind; id: string | number };

const put = (kind: Kind, id: string | number, record: unknown): Write => ({ type: 'put', kind, id, record });
const remove = (kind: Kind, ids: readonly (string | number)[]): Write[] =>
  ids.map((id) => ({ type: 'remove', kind, id }));

/** What a change does to the rows on the disk. */
export function writesFor(change: Exclude<Change, { type: 'entry' }>): Write[] {
  switch (change.type) {
    case 'browser':
      return [put('browser', change.browser.aid, change.browser)];
    case 'contact':
      return [put('contact', change.contact.id, change.contact)];
    case 'conversation':
      return [put('conversation', change.conversation.id, change.conversation)];
    case 'app':
      return [put('app', change.app.id, change.app)];
    case 'app_removed':
      return remove('app', [change.id]);
    case 'grant':
      return [put('grant', change.grant.id, change.grant)];
    case 'grant_ended':
      return remove('grant', [change.id]);
    case 'user':
      return [put('user', change.user.id, change.user)];
    case 'account':
      return [put('account', change.account.accountId, change.account)];
    case 'attachment':
      return [put('attachment', change.attachment.id, change.attachment)];
    case 'erased':
      return writesForErased(change);
    case 'forgotten':
      return [...remove('browser', [change.aid]), ...remove('contact', change.contactIds)];
    case 'settings':
      return [put('settings', '', change.settings)];
    case 'faults':
      return [put('faults', '', change.faults)];
    case 'playbooks':
      return [put('playbooks', '', change.playbooks)];
    case 'held':
      return [put('session', change.session.token, change.session)];
    case 'ended':
      return remove('session', [change.token]);
  }
}

function writesForErased(change: Change & { type: 'erased' }): Write[] {
  const { contactIds, conversationIds, userIds } = change;
  const isComputed = (id: number): boolean => id >= FIRST_COMPUTED_ID;
  return [
    // A computed row would be computed again.
    ...contactIds.filter(isComputed).map((id) => put('erased_contact', id, id)),
    ...conversationIds.filter(isComputed).map((id) => put('erased_conversation', id, id)),
    ...remove('contact', contactIds),
    ...remove('conversation', conversationIds),
    ...remove('user', userIds),
  ];
}
