import type { Drift, Session } from '../index';

export function isSession(drift: Drift): drift is Session {
  return 'setUser' in drift;
}
