import type { Scope } from './apps';

/** An admin let an app in by OAuth: what it may do, and its tokens. */
export interface Grant {
  id: string;
  appId: string;
  /** Those of the app when the admin said yes; they never change. */
  scopes: Scope[];
  createdAt: number;
  refreshedAt: number;
  accessToken: string;
  /** When the access token dies. */
  expiresAt: number;
  refreshToken: string;
  /** Refresh tokens of before, the newest fifty. */
  used: string[];
}
