import { expect, test, vi } from 'vitest';
import { DEFAULT_ASSUMPTIONS } from './assumptions';
import { embedIdOf, secretOf } from './options';
import { createSettingsStore } from '../stores/settings-store';

test('without options signed identities are required, and every assumption has its default', () => {
  const { current } = createSettingsStore({}, () => undefined);
  expect(current).toEqual({
    signedIdentities: 'required',
    cookieDomains: [],
    assumptions: DEFAULT_ASSUMPTIONS,
  });
});

test('changes are merged, told, and undone by restore', () => {
  const onChange = vi.fn();
  const settings = createSettingsStore({ signedIdentities: 'enabled' }, onChange);
  settings.set({ assumptions: { readyAfterReset: false } });
  settings.set({ assumptions: { unload: false } });
  expect(settings.current.assumptions).toMatchObject({ readyAfterReset: false, unload: false });
  settings.restore();
  expect(settings.current).toMatchObject({ signedIdentities: 'enabled', assumptions: DEFAULT_ASSUMPTIONS });
  expect(onChange).toHaveBeenCalledTimes(3);
});

test.each([
  [{ signedIdentities: 'on' }, 'signedIdentities must be one of disabled, enabled, required; received "on"'],
  [{ assumptions: { nope: true } }, 'unknown assumption "nope"'],
  [{ assumptions: { unload: 'yes' } }, 'the assumption "unload" must be one of true, false; received "yes"'],
  [{ cookieDomains: '.acme.com' }, 'cookieDomains must be a list of domains'],
])('%j is refused with what is wrong', (options, message) => {
  expect(() => createSettingsStore(options as never, () => undefined)).toThrow(TypeError);
  expect(() => createSettingsStore(options as never, () => undefined)).toThrow(message);
});

test('the embed id has the shape of those Drift gives', () => {
  expect(embedIdOf({})).toMatch(/^[a-z0-9]{12}$/);
  expect(embedIdOf({ embedId: 'bc7syzubgi8d-dev' })).toBe('bc7syzubgi8d-dev');
  expect(() => embedIdOf({ embedId: '../../etc' })).toThrow(TypeError);
});

test('the secret is random where none is given, and never empty', () => {
  expect(secretOf({}).length).toBeGreaterThanOrEqual(32);
  expect(secretOf({})).not.toBe(secretOf({}));
  expect(() => secretOf({ secret: '' })).toThrow(TypeError);
});
