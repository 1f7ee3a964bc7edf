import { describe, expect, test } from 'vitest';
import { validate } from './validate';

/** What Drift prints after its prefix when it drops this call; null when it says nothing, `accepted` when it runs. */
function log(method: string, ...args: unknown[]): unknown {
  const verdict = validate(method, args);
  return verdict.type === 'dropped' ? verdict.log : verdict.type;
}

test('an unknown method does not exist', () => {
  expect(log('setUser', {})).toEqual(['setUser(...) does not exist.']);
  expect(log('toString')).toEqual(['toString(...) does not exist.']);
});

test.each([
  ['identify', ['user_1']],
  ['identify', ['user_1', null, undefined]],
  ['identify', ['user_1', { plan: 'pro', seats: 3, admin: true, email: 'jane@acme.com' }, { userJwt: 'x' }]],
  ['track', ['Bought', { price: 3 }]],
  ['page', []],
  ['page', ['/home', 'an extra argument']],
  ['goToConversation', [5]],
  ['startInteraction', [{ interactionId: 42 }]],
  ['toggleHoursAndTargeting', [false]],
  ['openChat', []],
  ['setContext', [{ window: {} }]],
  ['sidebar.open', []],
])('%s(%j) is accepted', (method, args) => {
  expect(log(method, ...args)).toBe('accepted');
});

describe('a call is dropped whole, with a message', () => {
  test.each([
    [
      'identify',
      [],
      "Invalid identify(...) call! It requires 1 argument(s) and it's missing User ID String.",
    ],
    [
      'identify',
      [null],
      "Invalid identify(...) call! It requires 1 argument(s) and it's missing User ID String.",
    ],
    ['identify', [12345], 'Invalid identify(...) call! User ID (arg 0) should be String instead of Number.'],
    [
      'identify',
      ['1', 'pro'],
      'Invalid identify(...) call! attributes (arg 1) should be Object instead of String.',
    ],
    ['track', [{}], 'Invalid track(...) call! Event name (arg 0) should be String instead of Object.'],
    [
      'goToConversation',
      ['5'],
      'Invalid goToConversation(...) call! Conversation ID (arg 0) should be Number instead of String.',
    ],
    [
      'goToNewConversation',
      [],
      "Invalid goToNewConversation(...) call! It requires 1 argument(s) and it's missing Message String.",
    ],
    [
      'toggleHoursAndTargeting',
      [1],
      'Invalid toggleHoursAndTargeting(...) call! enabled (arg 0) should be Boolean instead of Number.',
    ],
    ['config', ['de'], 'Invalid config(...) call! options (arg 0) should be Object instead of String.'],
  ])('%s(%j)', (method, args, message) => {
    expect(log(method, ...args)).toEqual([message]);
  });

  test.each([
    ['a Date', new Date(0)],
    ['a list', [1]],
    ['an object', { nested: true }],
    ['an object that names a constructor', { constructor: { name: 'String' } }],
  ])('attributes with %s', (_name, value) => {
    for (const call of [
      ['identify', 'user_1', { plan: 'pro', since: value }],
      ['setUserAttributes', { since: value }],
      ['track', 'Bought', { since: value }],
    ] as const) {
      const [method, ...args] = call;
      expect(log(method, ...args)).toEqual([
        '"since" in attributes must be number, string, or boolean but instead we got object',
        value,
      ]);
    }
  });

  test.each(['jane', 'jane@acme', '', 5])('an e-mail address such as %j', (email) => {
    expect(log('setUserAttributes', { email })).toEqual(['email in attributes is invalid:', email]);
  });

  test('an interaction whose id is no number, or is none', () => {
    for (const interactionId of ['42', 0, undefined]) {
      expect(log('startInteraction', { interactionId })).toContain(interactionId);
    }
    expect(log('startInteraction', { interactionId: 42, goToConversation: 'yes' })).toContain('yes');
  });
});

test('the check of attributes ends with success at the first null, so what follows slips through', () => {
  expect(log('track', 'Bought', { a: null, b: { nested: true } })).toBe('accepted');
  expect(log('track', 'Bought', { b: { nested: true }, a: null })).not.toBe('accepted');
});

test('setUserAttributes of null or of a function is dropped without a word', () => {
  expect(log('setUserAttributes', null)).toBeNull();
  expect(log('setUserAttributes', () => 1)).toBeNull();
  expect(log('setUserAttributes', [])).toBe('accepted');
});

test('arguments for a method that takes none are only warned of', () => {
  expect(validate('reset', ['now'])).toEqual({
    type: 'warned',
    method: 'reset',
    message: 'reset() should ideally be called without arguments.',
  });
});
