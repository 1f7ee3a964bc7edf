import type { SignedIdentities, TokenVerdict } from '../../protocol';
import type { IdentityDecision } from '../../rules/signed-identity';

/** What a check of a token came to, as the end of a sentence that begins with "the token". */
export const VERDICT_WORDS: Readonly<Record<TokenVerdict, string>> = {
  valid: 'is valid',
  missing: 'is missing',
  malformed: 'is no JWT',
  bad_signature: 'is signed with another secret, or was changed',
  expired: 'has expired',
  not_yet_valid: 'is not valid yet',
  wrong_algorithm: 'is not signed with HS256',
  wrong_subject: 'is somebody else’s: its sub is not the identified id',
  unchecked: 'was not checked',
};

/** What a mode makes of an identity, in words; `decision` is the rule's. */
export function decisionWords(decision: IdentityDecision, verdict: TokenVerdict): string {
  switch (decision) {
    case 'signed':
      return verdict === 'valid'
        ? 'The identity counts: its token is valid.'
        : 'The identity counts, although the sub is another id (assumed).';
    case 'unsigned':
      return 'The identity counts. The token is not checked.';
    case 'fell_back':
      return `The token ${VERDICT_WORDS[verdict]}. The identity counts as unsigned.`;
    case 'refused':
      return `Refused: the token ${VERDICT_WORDS[verdict]}.`;
  }
}

export const MODES: readonly SignedIdentities[] = ['disabled', 'enabled', 'required'];

export const MODE_WORDS: Readonly<Record<SignedIdentities, string>> = {
  disabled: 'Tokens are not checked.',
  enabled: 'A token that is not valid falls back to the unsigned identity.',
  required: 'Unsigned identities do not count. Without a valid token, the widget never becomes ready.',
};
