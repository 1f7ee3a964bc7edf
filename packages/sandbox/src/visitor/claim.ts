import type { IdentityDecision } from '../rules/signed-identity';
import { checkUserJwt, decideIdentity } from '../rules/signed-identity';
import type { TokenVerdict } from '../protocol';
import type { World } from '../stores/world';

export interface Claim {
  verdict: TokenVerdict;
  /** What a check comes to, also where nobody asks for one. */
  tokenVerdict: TokenVerdict;
  decision: IdentityDecision;
}

/** Somebody says who they are: what the token is worth, and what this account makes of it. */
export async function judgeClaim(
  { settings, faults, secret, now }: World,
  { userId, userJwt, midSession }: { userId: string; userJwt: unknown; midSession: boolean },
): Promise<Claim> {
  const { signedIdentities, assumptions } = settings.current;
  // ASSUMED: whether a token given after boot is looked at; where it is not, the identity counts as unsigned.
  const looksAtIt =
    signedIdentities !== 'disabled' && !(midSession && assumptions.tokenMidSession === 'ignored');
  const key = new TextEncoder().encode(secret);
  const tokenVerdict = await checkUserJwt(userJwt, { secret: key, userId, now: new Date(now()) });
  const verdict = looksAtIt ? tokenVerdict : 'unchecked';
  const decided = decideIdentity(signedIdentities, verdict, assumptions.subMismatch);
  return { verdict, tokenVerdict, decision: faults.current.identify === 'refused' ? 'refused' : decided };
}
