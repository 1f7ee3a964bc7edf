import { driftCsp } from '@driftkit/widget';

/** Our own pages: no inline script, ours or Drift's, is ever needed. Drift puts its sources beside these. */
const OWN_POLICY = {
  'default-src': ["'self'"],
  'base-uri': ["'none'"],
  'object-src': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  'frame-src': ["'none'"],
};

/** The directives for helmet, for the real Drift or for the one at `scriptUrl`. */
export function contentSecurityPolicy(scriptUrl?: string): Record<string, string[]> {
  return driftCsp({ policy: OWN_POLICY, ...(scriptUrl !== undefined && { scriptUrl }) }).directives;
}
