import type { DriftUser, Session } from '../index';
import { misuse } from './misuse';

/**
 * Reports it, once for each login, when somebody else than the declared user is logged in: two parts of the app would take the chat
 * from each other. A `DriftError` that a listener throws is reported as it is.
 */
export function watchLogins(session: Session, declared: () => DriftUser | null | undefined): () => void {
  let last: DriftUser | undefined;
  return session.subscribeIdentity((identity) => {
    const user = 'user' in identity ? identity.user : undefined;
    if (user === last) return;
    last = user;
    const stated = declared();
    if (user && stated !== undefined && user.id !== String(stated?.id)) throw misuse('other_login', user.id);
  });
}
