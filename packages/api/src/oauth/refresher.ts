import { DriftApiError } from '../errors';
import { sleep } from '../world';
import type { World } from '../world';
import type { OAuthOptions, TokenSet } from './options';
import type { TokenRequest } from './token-request';

/** Refreshes the tokens of one org: one refresh at a time, under the lock, saved before anybody gets the new tokens. */
export interface Refresher {
  /** True after `save` did not take what Drift gave: the tokens in the store are dead. */
  readonly hasUnsaved: boolean;
  /** Tokens that take the place of `old`, from Drift or from another process that was faster. */
  refresh(old: TokenSet): Promise<TokenSet>;
}

export interface Setting {
  readonly options: OAuthOptions;
  readonly request: TokenRequest;
  readonly world: World;
}

/** How long another process, which sent the same refresh token, may take to save its new tokens. */
const OTHER_SAVES = 1_000;
/** How long a refused refresh token is not sent again. */
const REFUSED_FOR = 60_000;

export function createRefresher(orgId: string | undefined, { options, request, world }: Setting): Refresher {
  const { tokens: store, lock = (_name, work) => work() } = options;
  let unsaved: { readonly tokens: TokenSet; readonly inPlaceOf: TokenSet } | undefined;
  let running: Promise<TokenSet> | undefined;
  let refused: { refreshToken: string; error: DriftApiError; until: number } | undefined;

  async function save(tokens: TokenSet, inPlaceOf: TokenSet): Promise<TokenSet> {
    unsaved = { tokens, inPlaceOf };
    await store.save(tokens, orgId ?? tokens.orgId);
    unsaved = undefined;
    return tokens;
  }

  async function renew(old: TokenSet): Promise<TokenSet> {
    const current = await loadTokens(store, orgId);
    if (unsaved && unsaved.inPlaceOf.refreshToken === current.refreshToken)
      return save(unsaved.tokens, current);
    // Where there was something unsaved, an admin has connected the app again since.
    const isNew = unsaved !== undefined || current.accessToken !== old.accessToken;
    unsaved = undefined;
    if (isNew && holds(current, world)) return current;
    const { refreshToken } = current;
    if (refreshToken === undefined) throw mustConnect(orgId, 'There is no refresh token.');
    if (refused?.refreshToken === refreshToken && world.date() < refused.until) throw refused.error;
    const answer = await request({ grant_type: 'refresh_token', refresh_token: refreshToken })
      .catch(onceMore(() => request({ grant_type: 'refresh_token', refresh_token: refreshToken })))
      .catch((error: unknown) => explain(refreshToken, error));
    return 'savedByAnother' in answer ? answer.savedByAnother : save(successor(answer, current), current);
  }

  /** Another process may have used the refresh token at the same time, and save what it got at any moment. */
  async function explain(refreshToken: string, cause: unknown): Promise<{ savedByAnother: TokenSet }> {
    if (!(cause instanceof DriftApiError && cause.code === 'unauthorized')) throw cause;
    await sleep(world, OTHER_SAVES);
    const current = await loadTokens(store, orgId);
    if (current.refreshToken !== refreshToken) {
      return { savedByAnother: holds(current, world) ? current : await renew(current) };
    }
    const error = mustConnect(orgId, 'Drift does not take the refresh token.', cause);
    refused = { refreshToken, error, until: world.date() + REFUSED_FOR };
    throw error;
  }

  return {
    get hasUnsaved() {
      return unsaved !== undefined;
    },
    refresh(old) {
      const run = async (): Promise<TokenSet> =>
        lock(`drift-oauth:${options.clientId}:${orgId ?? ''}`, () => renew(old));
      return (running ??= run().finally(() => (running = undefined)));
    },
  };
}

/** @throws DriftApiError `unauthorized` when the store has no tokens, TypeError when it has another org's */
export async function loadTokens(
  store: OAuthOptions['tokens'],
  orgId: string | undefined,
): Promise<TokenSet> {
  const loaded = await store.load(orgId);
  if (!loaded) throw mustConnect(orgId, 'There are no tokens.');
  const tokens = fromTable(loaded);
  if (orgId !== undefined && tokens.orgId !== undefined && tokens.orgId !== orgId) {
    throw new TypeError(`tokens.load('${orgId}') gave the tokens of org ${tokens.orgId}.`);
  }
  return tokens;
}

/** A row of a SQL table has null for what is missing, and may have its numbers as text, or the org as a number. */
function fromTable({ accessToken, refreshToken, expiresAt, orgId }: TokenSet): TokenSet {
  return {
    accessToken,
    ...(refreshToken != null && { refreshToken }),
    ...(expiresAt != null && { expiresAt: Number(expiresAt) }),
    ...(orgId != null && { orgId: String(orgId) }),
  };
}

export const holds = ({ expiresAt = Infinity }: TokenSet, world: World): boolean => world.date() < expiresAt;

/** The answer may be lost after Drift made the new tokens; whether it takes the old one again, only a try can tell. */
function onceMore(request: () => Promise<TokenSet>): (cause: unknown) => Promise<TokenSet> {
  return (cause) => {
    if (cause instanceof DriftApiError && LOST.has(cause.code)) return request();
    throw cause;
  };
}

const LOST: ReadonlySet<string> = new Set(['network', 'timeout', 'bad_answer', 'unavailable']);

/** A refresh that says nothing of the org, or gives no new refresh token, leaves them as they were. */
function successor(answer: TokenSet, old: TokenSet): TokenSet {
  if (answer.orgId !== undefined && old.orgId !== undefined && answer.orgId !== old.orgId) {
    throw new DriftApiError(
      'bad_answer',
      `A refresh for org ${old.orgId} returned tokens of org ${answer.orgId}.`,
    );
  }
  const { orgId, refreshToken } = old;
  return {
    ...(orgId !== undefined && { orgId }),
    ...(refreshToken !== undefined && { refreshToken }),
    ...answer,
  };
}

function mustConnect(orgId: string | undefined, why: string, cause?: DriftApiError): DriftApiError {
  const whose = orgId === undefined ? 'the app' : `org ${orgId}`;
  return new DriftApiError(
    'unauthorized',
    `No access token for ${whose}. ${why} An admin must connect the app again: see authorizeUrl.`,
    { status: cause?.status, type: cause?.type, cause },
  );
}
