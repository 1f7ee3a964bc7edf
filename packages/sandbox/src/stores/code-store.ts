import type { App, Grant } from '../protocol';
import { newSecret } from './secret-store';
import { OAuthError } from '../oauth/oauth-error';

/** Codes on their way from the consent page to the token endpoint. */
export interface CodeStore {
  issue(app: Pick<App, 'id' | 'scopes'>, redirectUri: string): string;
  /** The scopes that the admin consented to; each code works once. Throws `OAuthError` for a code that was used, has expired, or belongs to another app or redirect URL. */
  redeem(appId: string, code: string, redirectUri: string | undefined): Grant['scopes'];
  /** The codes of this app stop working. */
  forget(appId: string): void;
  clear(): void;
}

interface Code {
  appId: string;
  scopes: Grant['scopes'];
  redirectUri: string;
  expiresAt: number;
}

/** ASSUMED: milliseconds that a code waits to be exchanged. */
const LIFE = 600_000;

export function createCodeStore(now: () => number, onCode: (code: string) => void): CodeStore {
  const codes = new Map<string, Code>();
  return {
    issue({ id: appId, scopes }, redirectUri) {
      for (const [old, { expiresAt }] of codes) if (expiresAt <= now()) codes.delete(old);
      const code = newSecret();
      onCode(code);
      codes.set(code, { appId, scopes: [...scopes], redirectUri, expiresAt: now() + LIFE });
      return code;
    },
    redeem(appId, code, redirectUri) {
      const found = codes.get(code);
      if (found?.appId !== appId)
        throw invalid('The code is unknown, was used before, or belongs to another app.');
      codes.delete(code);
      if (found.expiresAt <= now()) throw invalid('The code has expired.');
      if (redirectUri !== undefined && redirectUri !== found.redirectUri)
        throw invalid('The redirect_uri differs from the one that the code was sent to.');
      return found.scopes;
    },
    forget(appId) {
      for (const [code, { appId: owner }] of codes) if (owner === appId) codes.delete(code);
    },
    clear: () => codes.clear(),
  };
}

function invalid(message: string): OAuthError {
  return new OAuthError('invalid_grant', message);
}
