import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Assumptions, Grant } from '../protocol';
import type { GrantStore } from './grant-store';
import { createGrantStore } from './grant-store';

let now: number;
let usedRefreshToken: Assumptions['usedRefreshToken'];
let grants: GrantStore;
const onChange = vi.fn<(grant: Grant) => void>();
const onEnd = vi.fn<(id: string, appId: string) => void>();
beforeEach(() => {
  now = 1_000_000;
  usedRefreshToken = 'refused';
  onChange.mockClear();
  onEnd.mockClear();
  grants = createGrantStore({
    now: () => now,
    rules: () => ({ usedRefreshToken }),
    onCode: () => undefined,
    onChange,
    onEnd,
  });
});

const APP = { id: 'app-1', scopes: ['contact_read' as const] };
const BACK = 'https://crm.example/back';
const code = (): string => grants.issueCode(APP, BACK);
const connect = (): Grant => grants.exchange('app-1', code(), undefined);

test('a code becomes tokens once, with the scopes that the app had when it was let in', () => {
  const app = { id: 'app-1', scopes: ['contact_read' as const] };
  const given = grants.issueCode(app, BACK);
  app.scopes.push('contact_read');
  const grant = grants.exchange('app-1', given, BACK);
  expect(grant).toMatchObject({ appId: 'app-1', scopes: ['contact_read'], expiresAt: now + 7_200_000 });
  expect(onChange).toHaveBeenCalledExactlyOnceWith(grant);
  expect(() => grants.exchange('app-1', given, BACK)).toThrow(
    'unknown, was used before, or belongs to another app',
  );
});

describe('a code is refused', () => {
  test('that is another app’s, and stays good for its own', () => {
    const given = code();
    expect(() => grants.exchange('app-2', given, undefined)).toThrow('another app');
    expect(grants.exchange('app-1', given, undefined).appId).toBe('app-1');
  });

  test('after ten minutes', () => {
    const given = code();
    now += 600_000;
    expect(() => grants.exchange('app-1', given, undefined)).toThrow('expired');
  });

  test('with another redirect_uri than it was sent to', () => {
    expect(() => grants.exchange('app-1', code(), 'https://evil.example/')).toThrow('redirect_uri');
  });
});

test('an access token lives for 7200 seconds', () => {
  const { accessToken, id } = connect();
  now += 7_199_999;
  expect(grants.byAccessToken(accessToken)?.id).toBe(id);
  now += 1;
  expect(grants.byAccessToken(accessToken)).toBeUndefined();
});

describe('a refresh', () => {
  test('gives a new pair, and the old access token is worth nothing', () => {
    const before = connect();
    now += 5000;
    const after = grants.refresh('app-1', before.refreshToken);
    expect(after.id).toBe(before.id);
    expect(
      new Set([before.accessToken, before.refreshToken, after.accessToken, after.refreshToken]).size,
    ).toBe(4);
    expect(grants.byAccessToken(before.accessToken)).toBeUndefined();
    expect(grants.byAccessToken(after.accessToken)?.expiresAt).toBe(now + 7_200_000);
  });

  test('two with one token: the second is refused, and the first one’s tokens hold', () => {
    const { refreshToken } = connect();
    const { accessToken } = grants.refresh('app-1', refreshToken);
    expect(() => grants.refresh('app-1', refreshToken)).toThrow('used before');
    expect(grants.byAccessToken(accessToken)).toBeDefined();
  });

  test('usedRefreshToken accepted: both give tokens, and the newest holds', () => {
    usedRefreshToken = 'accepted';
    const { refreshToken } = connect();
    grants.refresh('app-1', refreshToken);
    const { accessToken } = grants.refresh('app-1', refreshToken);
    expect(grants.byAccessToken(accessToken)).toBeDefined();
  });

  test('usedRefreshToken ends_grant: the second ends it for both', () => {
    usedRefreshToken = 'ends_grant';
    const { refreshToken, id } = connect();
    const { accessToken } = grants.refresh('app-1', refreshToken);
    expect(() => grants.refresh('app-1', refreshToken)).toThrow('used before');
    expect(grants.byAccessToken(accessToken)).toBeUndefined();
    expect(onEnd).toHaveBeenCalledExactlyOnceWith(id, 'app-1');
  });

  test('with a token of another app, or of nobody, is refused', () => {
    const { refreshToken } = connect();
    expect(() => grants.refresh('app-2', refreshToken)).toThrow('unknown');
    expect(() => grants.refresh('app-1', 'nonsense')).toThrow('unknown');
  });
});

test('an app that is let go has no tokens and no codes left', () => {
  const given = code();
  const { accessToken, refreshToken } = connect();
  grants.endAllOf('app-1');
  expect(grants.byAccessToken(accessToken)).toBeUndefined();
  expect(() => grants.refresh('app-1', refreshToken)).toThrow('its grant has ended');
  expect(() => grants.exchange('app-1', given, undefined)).toThrow('unknown');
});
