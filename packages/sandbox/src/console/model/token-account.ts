import type { Assumptions, IdentifyEntry, SignedIdentities, TokenParts, TokenVerdict } from '../../protocol';
import { decideIdentity } from '../../rules/signed-identity';
import { shownValue } from './shown-text';
import { duration, wholeTime } from './time-words';
import { decisionWords, MODES, VERDICT_WORDS } from './verdict-words';

/** A token taken apart, in words. Neither the token nor its signature is part of it. */
export interface TokenAccount {
  verdict: string;
  isValid: boolean;
  header: [name: string, value: string][];
  claims: [name: string, value: string, words: string | null][];
  expiry: string;
}

/** What one mode makes of a token. */
export interface ModeAccount {
  mode: SignedIdentities;
  counts: boolean;
  words: string;
}

/** Null where no token came, or one that cannot be taken apart. */
export function accountOf({ token, tokenVerdict, at }: IdentifyEntry): TokenAccount | null {
  if (!token) return null;
  return {
    verdict: `The token ${VERDICT_WORDS[tokenVerdict]}.`,
    isValid: tokenVerdict === 'valid',
    header: Object.entries(token.header).map(([name, value]) => [name, shownValue(value)]),
    claims: Object.entries(token.claims).map(([name, value]) => [
      name,
      shownValue(value),
      claimWords(name, value),
    ]),
    expiry: expiryWords(token, at),
  };
}

/** What each of the three modes makes of a token with this verdict, with `subMismatch` as it is assumed now. */
export function modesFor(verdict: TokenVerdict, subMismatch: Assumptions['subMismatch']): ModeAccount[] {
  return MODES.map((mode) => {
    const decision = decideIdentity(mode, verdict, subMismatch);
    return { mode, counts: decision !== 'refused', words: decisionWords(decision, verdict) };
  });
}

const TIMES = ['iat', 'nbf', 'exp'];

function claimWords(name: string, value: unknown): string | null {
  return TIMES.includes(name) && typeof value === 'number' ? wholeTime(value * 1000) : null;
}

function expiryWords({ claims: { exp, iat } }: TokenParts, at: number): string {
  if (exp === undefined) return 'It never expires: there is no exp.';
  if (typeof exp !== 'number') return 'Its exp is no number.';
  const left = exp - at / 1000;
  const lived = typeof iat === 'number' ? `It lives ${duration(exp - iat)}. ` : '';
  return left >= 0
    ? `${lived}When it arrived, ${duration(left)} were left.`
    : `${lived}When it arrived, it had been expired for ${duration(left)}.`;
}
