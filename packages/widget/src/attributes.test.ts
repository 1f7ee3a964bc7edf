import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MockInstance } from 'vitest';
import { cleanAttributes, cleanUserId, createContactRules } from './attributes';
import type { DriftError } from './errors';

let errors: DriftError[];
let warn: MockInstance;
const report = (error: DriftError): void => void errors.push(error);
const clean = (attributes: unknown) => cleanAttributes('identify', attributes, report);

beforeEach(() => {
  errors = [];
  warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

describe('cleanAttributes', () => {
  it('sends what Drift takes, as it is', () => {
    const attributes = { email: 'jane@acme.com', plan: 'pro', seats: 3, trial: false };
    expect(clean(attributes)).toEqual(attributes);
    expect(errors).toEqual([]);
  });

  it('sends a Date as epoch milliseconds, and leaves null and undefined out without a word', () => {
    expect(clean({ since: new Date(5), gone: null, never: undefined })).toEqual({ since: 5 });
    expect(errors).toEqual([]);
  });

  it.each([
    ['an array', { tags: ['a'] }],
    ['an object', { company: { name: 'Acme' } }],
    ['a function', { later: () => 1 }],
    ['a bigint', { big: 1n }],
    ['NaN', { count: NaN }],
    ['an invalid Date', { since: new Date(NaN) }],
    ['an e-mail that is none', { email: 'jane' }],
    ['an e-mail that is not a string', { email: 7 }],
  ])('leaves out %s, reports its key, and sends the rest', (_, bad) => {
    expect(clean({ ...bad, plan: 'pro' })).toEqual({ plan: 'pro' });
    expect(errors).toMatchObject([{ code: 'bad_attribute' }]);
    expect(errors[0]?.message).toContain(`"${Object.keys(bad)[0]}"`);
  });

  it.each([
    ['a string', 'x'],
    ['an array', [1]],
    ['a number', 4],
  ])('refuses %s in place of attributes', (_, given) => {
    expect(clean(given)).toEqual({});
    expect(errors).toMatchObject([{ code: 'bad_call' }]);
  });

  it('sends a key named __proto__ to nobody', () => {
    const sent = clean(JSON.parse('{"__proto__": "x", "plan": "pro"}'));
    expect([Object.keys(sent), Object.getPrototypeOf(sent)]).toEqual([['plan'], Object.prototype]);
  });
});

describe('createContactRules', () => {
  it('reports once that the type of an attribute has changed, and sends it: Drift may know it by the new type', () => {
    const rules = createContactRules(report);
    rules.attributes('setUserAttributes', { seats: 3 });
    expect(rules.attributes('setUserAttributes', { seats: '3' })).toEqual({ seats: '3' });
    rules.attributes('setUserAttributes', { seats: '4' });
    expect(errors.map(({ code, message }) => [code, message])).toEqual([
      ['bad_attribute', expect.stringContaining('"seats" was a number before and is now a string')],
    ]);
  });

  it('says once that a contact has neither e-mail nor name', () => {
    const rules = createContactRules(report);
    rules.contact('login', { plan: 'pro' });
    rules.contact('login', {});
    expect(warn).toHaveBeenCalledOnce();
  });

  it('takes a safe integer for an id, as the string that Drift compares', () => {
    expect(cleanUserId('login', 12345, report)).toBe('12345');
  });
});
