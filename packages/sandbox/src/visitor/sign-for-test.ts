import { SignJWT } from 'jose';
import type { World } from '../stores/world';

/** A token as an app's server would sign it. Only tests import this. */
export function signFor(
  { secret }: World,
  sub: string,
  claims: Record<string, unknown> = {},
): Promise<string> {
  return new SignJWT({ sub, ...claims })
    .setProtectedHeader({ typ: 'JWT', alg: 'HS256' })
    .sign(new TextEncoder().encode(secret));
}
