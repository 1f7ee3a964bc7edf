import { randomUUID } from 'node:crypto';
import type { App, Assumptions, Grant } from '../protocol';
import { createCodeStore } from './code-store';
import { newSecret } from './secret-store';
import { OAuthError } from '../oauth/oauth-error';

/** What an admin consented to, and the tokens of it. */
export interface Grants {
  list(): Grant[];
}

export interface GrantStore extends Grants {
  /** A code for this app, which can be exchanged once. */
  issueCode(app: Pick<App, 'id' | 'scopes'>, redirectUri: string): string;
  /** Throws `OAuthError` for a code that was used, has expired, or belongs to another app or redirect URL. */
  exchange(appId: string, code: string, redirectUri: string | undefined): Grant;
  /** Exchanges a refresh token for new tokens. Throws `OAuthError` for an unknown or used one. */
  refresh(appId: string, refreshToken: string): Grant;
  /** The grant whose access token this is, if it has not expired. */
  byAccessToken(accessToken: string): Grant | undefined;
  ofApp(appId: string): Grant[];
  /** Ends every grant of this app: its tokens stop working. */
  endAllOf(appId: string): void;
  /** Loads what an earlier run kept, without `onChange`. */
  restore(grants: readonly Grant[]): void;
  clear(): void;
}

export interface GrantStoreOptions {
  now: () => number;
  rules: () => Pick<Assumptions, 'usedRefreshToken'>;
  /** Called with each new code: until it expires, it is a secret like a token. */
  onCode: (code: string) => void;
  onChange: (grant: Grant) => void;
  onEnd: (id: string, appId: string) => void;
}

/** Seconds that an access token lives. */
export const ACCESS_TOKEN_LIFE = 7200;
/** Refresh tokens that were used are remembered, the newest of them. */
const KEPT_USED = 50;

export function createGrantStore({ now, rules, onCode, onChange, onEnd }: GrantStoreOptions): GrantStore {
  const byId = new Map<string, Grant>();
  const codes = createCodeStore(now, onCode);

  const kept = (grant: Grant): Grant => {
    byId.set(grant.id, grant);
    onChange(structuredClone(grant));
    return structuredClone(grant);
  };
  const end = ({ id, appId }: Grant): void => {
    byId.delete(id);
    onEnd(id, appId);
  };
  const ofApp = (appId: string): Grant[] => [...byId.values()].filter((grant) => grant.appId === appId);

  return {
    list: () => structuredClone([...byId.values()]),
    issueCode: codes.issue,
    exchange(appId, code, redirectUri) {
      const scopes = codes.redeem(appId, code, redirectUri);
      const createdAt = now();
      return kept({ id: randomUUID(), appId, scopes, createdAt, ...newTokens(createdAt), used: [] });
    },
    refresh(appId, refreshToken) {
      const mine = ofApp(appId);
      const grant = mine.find((one) => one.refreshToken === refreshToken || one.used.includes(refreshToken));
      if (!grant) throw invalid('The refresh token is unknown, or its grant has ended.');
      // ASSUMED: what a refresh token is worth that was used before.
      const rule = grant.refreshToken === refreshToken ? 'accepted' : rules().usedRefreshToken;
      if (rule === 'ends_grant') end(grant);
      if (rule !== 'accepted') throw invalid('The refresh token was used before.');
      const used = [...new Set([...grant.used, grant.refreshToken])].slice(-KEPT_USED);
      // ASSUMED: the access token of before ends with the refresh.
      return kept({ ...grant, ...newTokens(now()), used });
    },
    byAccessToken(accessToken) {
      for (const grant of byId.values()) {
        if (grant.accessToken === accessToken)
          return grant.expiresAt > now() ? structuredClone(grant) : undefined;
      }
      return undefined;
    },
    ofApp: (appId) => structuredClone(ofApp(appId)),
    endAllOf(appId) {
      for (const grant of ofApp(appId)) end(grant);
      codes.forget(appId);
    },
    restore(grants) {
      for (const grant of structuredClone(grants)) byId.set(grant.id, grant);
    },
    clear() {
      byId.clear();
      codes.clear();
    },
  };
}

type Tokens = Pick<Grant, 'accessToken' | 'refreshToken' | 'refreshedAt' | 'expiresAt'>;

function newTokens(at: number): Tokens {
  const expiresAt = at + ACCESS_TOKEN_LIFE * 1000;
  return { accessToken: newSecret(), refreshToken: newSecret(), refreshedAt: at, expiresAt };
}

function invalid(message: string): OAuthError {
  return new OAuthError('invalid_grant', message);
}
