import { describe, expect, it } from 'vitest';
import { createDrift } from './drift';
import { createSession } from './session/session';

const embedId = 'abcdefgh1234';
const withOptions = (options: object) => (): unknown => createDrift({ embedId, ...options });

describe('wrong options throw a TypeError that names the option, its value and what it must be', () => {
  it.each([
    ['embedId', undefined, /embedId is undefined; it must be the id in your Drift snippet/],
    ['embedId', 'a/b', /embedId is "a\/b"/],
    ['enabled', 'false', /enabled is "false"; it must be true or false/],
    ['scriptUrl', 7, /scriptUrl is 7; it must be the base/],
    ['nonce', {}, /nonce is an object; it must be a string/],
    ['config', null, /config is null; it must be an object/],
    ['when', [{}], /when is an array; it must be a trigger/],
    ['timeout', '15000', /timeout is "15000"; it must be a number from 0 to/],
    ['timeout', Infinity, /timeout is .*; it must be a number from 0 to/],
    ['retries', -1, /retries is -1/],
    ['maxQueue', NaN, /maxQueue is .*; it must be a number/],
    ['onError', {}, /onError is an object; it must be a function/],
    [
      'config',
      { cookieDomain: 5 },
      /config is an object; it must be an object whose cookieDomain is a string/,
    ],
    ['toString', 1, /Unknown option "toString"/],
  ])('%s: %o', (name, value, message) => {
    expect(withOptions({ [name]: value })).toThrow(TypeError);
    expect(withOptions({ [name]: value })).toThrow(message);
  });

  it.each([
    ['getUserJwt', 'token', /getUserJwt is "token"; it must be a function/],
    ['tokenTimeout', -1, /tokenTimeout is -1; it must be a number/],
    ['whenTokenFails', 'throw', /it must be 'anonymous' or 'unavailable'/],
    ['identityChange', 'none', /it must be 'live' or 'reload'/],
  ])('of a session, %s: %o', (name, value, message) => {
    expect(() => createSession({ embedId, [name]: value })).toThrow(message);
  });

  it('an unknown option name, with the list of valid names', () => {
    expect(withOptions({ timeOut: 5 })).toThrow(/Unknown option "timeOut"\. Valid options: .*timeout/);
  });

  it('an option of a session given to createDrift, which would identify without a token', () => {
    expect(withOptions({ getUserJwt: () => null })).toThrow(/Unknown option "getUserJwt"/);
  });
});

it('an option that is undefined counts as not given', () => {
  expect(withOptions({ timeout: undefined, when: undefined, config: undefined })).not.toThrow();
});
