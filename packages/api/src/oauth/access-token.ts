import { DriftApiError } from '../errors';
import type { TokenSet } from './options';
import { createRefresher, holds, loadTokens } from './refresher';
import type { Setting } from './refresher';

/** Gives a valid token of an org. `rejected` is a token that Drift has just refused. */
export type AccessTokens = (orgId: string | undefined, rejected: string | undefined) => Promise<string>;

/** Refresh 5 minutes before the end. */
const AHEAD = 300_000;
/** After a refresh ahead of time, done or failed, the next waits this long. Tokens may live shorter than AHEAD. */
const PAUSE = 30_000;

export function createAccessTokens(setting: Setting): AccessTokens {
  const orgs = new Map<string | undefined, ReturnType<typeof createOrg>>();
  return (orgId, rejected) => {
    const org = orgs.get(orgId) ?? createOrg(orgId, setting);
    orgs.set(orgId, org);
    return org(rejected);
  };
}

function createOrg(
  orgId: string | undefined,
  setting: Setting,
): (rejected: string | undefined) => Promise<string> {
  const { options, world } = setting;
  const { tokens: store, refreshAhead = AHEAD } = options;
  const refresher = createRefresher(orgId, setting);
  let notBefore = -Infinity;

  const isDue = ({ expiresAt = Infinity }: TokenSet): boolean =>
    world.date() >= expiresAt - refreshAhead && world.date() >= notBefore;

  return async (rejected) => {
    const tokens = await loadTokens(store, orgId);
    const isUsable = holds(tokens, world) && tokens.accessToken !== rejected && !refresher.hasUnsaved;
    if (isUsable && !isDue(tokens)) return tokens.accessToken;
    try {
      const { accessToken } = await refresher.refresh(tokens);
      notBefore = world.date() + PAUSE;
      return accessToken;
    } catch (error) {
      if (!isUsable || !(error instanceof DriftApiError)) throw error;
      notBefore = world.date() + PAUSE;
      tell(options.onError, error);
      return tokens.accessToken;
    }
  };
}

function tell(hook: ((error: DriftApiError) => unknown) | undefined, error: DriftApiError): void {
  const ignore = (): void => undefined;
  try {
    Promise.resolve((hook ?? print)(error)).catch(ignore);
  } catch {
    // What the hook throws must not take the place of a valid token.
  }
}

function print(error: DriftApiError): void {
  // oxlint-disable-next-line no-console -- the last resort: a refresh that fails in silence ends in an outage
  console.error(`[driftkit] ${error.code}:`, error);
}
