import type { Grant } from '../../protocol';
import type { Picture } from '../live/live-state';

/** What admins consented to for this app. */
export function grantsOf({ grants }: Picture, appId: string): Grant[] {
  return [...grants.values()].filter((grant) => grant.appId === appId);
}
