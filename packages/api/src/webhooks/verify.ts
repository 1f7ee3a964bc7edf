import { digestOf, isEqual } from '../digest';
import { WebhookError } from './errors';

/** The app's verification token; several while it is being rotated. */
export type VerificationToken = string | readonly string[];

/** A token, or a function that gives one: from a store of secrets, or from what only a request's runtime knows. */
export type TokenSource = VerificationToken | (() => VerificationToken | Promise<VerificationToken>);

/** Compares what a request carries with the app's tokens, always by digests: the time says nothing about a token. */
export interface TokenCheck {
  /** Throws `token_wrong` where the header is there and wrong; null: the request has no such header. */
  header(header: string | null): void;
  /** Throws `token_wrong` where the body's token is wrong, or is not the header's. */
  body(token: unknown, header: string | null): void;
}

/** Drift sends the token in the body, and the same in this header (devdocs, "Webhook events"). */
export const TOKEN_HEADER = 'x-verification-token';

/**
 * @throws TypeError where `verificationToken` is empty or not a string
 */
export function createTokenCheck(verificationToken: VerificationToken): TokenCheck {
  const digests = assertTokens(verificationToken).map(digestOf);
  const isOurs = (digest: Uint8Array): boolean =>
    digests.reduce((found, ours) => isEqual(ours, digest) || found, false);
  return {
    header(header) {
      if (header !== null && !isOurs(digestOf(header))) throw wrongToken('header', header);
    },
    body(token, header) {
      // The header is a token of ours by now, and both come from the sender: how long this takes tells nothing.
      if (header !== null && header === token) return;
      if (!isOurs(digestOf(typeof token === 'string' ? token : ''))) throw wrongToken('body', token);
      if (header !== null) {
        throw new WebhookError('token_wrong', `The token in the body is not the one in ${TOKEN_HEADER}.`);
      }
    },
  };
}

/** The present check. It is made again only when the function returns other tokens. */
export function createTokenChecks(source: TokenSource): () => TokenCheck | Promise<TokenCheck> {
  if (typeof source !== 'function') {
    const check = createTokenCheck(source);
    return () => check;
  }
  let last: { readonly tokens: string; readonly check: TokenCheck } | undefined;
  return async () => {
    const given = await source();
    const tokens = JSON.stringify(given);
    if (last?.tokens !== tokens) last = { tokens, check: createTokenCheck(given) };
    return last.check;
  };
}

function assertTokens(verificationToken: VerificationToken): readonly string[] {
  const tokens: readonly unknown[] = Array.isArray(verificationToken)
    ? verificationToken
    : [verificationToken];
  if (tokens.length > 0 && tokens.every(isToken)) {
    return tokens as readonly string[];
  }
  throw new TypeError(
    'verificationToken must be a string without spaces around it, or a list of them; is the environment variable set? ' +
      'You find it in your app at dev.drift.com, under App Credentials.',
  );
}

/** A line break around it, as a file of secrets has one, would make every comparison fail. */
const isToken = (token: unknown): boolean => typeof token === 'string' && /^\S(.*\S)?$/.test(token);

function wrongToken(place: string, token: unknown): WebhookError {
  const isThere = typeof token === 'string' && token !== '';
  return new WebhookError(
    'token_wrong',
    isThere
      ? `The token in the ${place} is not a verification token of this app. After regenerating the token at dev.drift.com, list the old and the new one in verificationToken.`
      : `The ${place} has no token.`,
  );
}
