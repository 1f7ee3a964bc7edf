import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clearPage, cookie } from '../test-support/scripted-drift';
import { aidOf, compare, erase, hashOf, idsIn, isNamed, isSpelledLike, leftIn, mark } from './association';
import { cookieDomains, readJar } from './cookies';
import type { Jar } from './cookies';

const jarOf = (cookies: Record<string, string | string[]>): Jar =>
  new Map(Object.entries(cookies).map(([name, value]) => [name, [value].flat()]));
const set = (pair: string): string => (document.cookie = `${pair}; path=/`);

beforeEach(clearPage);
afterEach(() => {
  vi.restoreAllMocks();
});

describe('reading', () => {
  it('takes one read for all, decodes, keeps doubles, and leaves the page its own cookies', () => {
    vi.spyOn(document, 'cookie', 'get').mockReturnValue(
      'session=secret; drift_eid=a%40b.co; drift_eid=old; drift_aid=a=b; drift_x=%E0%A4%A; DFTT_END_USER_PREV_BOOTSTRAPPED=true; nameless',
    );
    const jar = readJar();
    expect([...jar]).toEqual([
      ['drift_eid', ['a@b.co', 'old']],
      ['drift_aid', ['a=b']],
      ['drift_x', ['%E0%A4%A']],
      ['DFTT_END_USER_PREV_BOOTSTRAPPED', ['true']],
    ]);
    expect([idsIn(jar), aidOf(jar), isNamed(jar)]).toEqual([['a@b.co', 'old'], 'a=b', true]);
  });
  it('finds nothing where cookies are refused', () => {
    vi.spyOn(document, 'cookie', 'get').mockImplementation(() => {
      throw new DOMException('', 'SecurityError');
    });
    expect(readJar().size).toBe(0);
  });
});

describe('comparing', () => {
  const hash = hashOf('Ann@Acme.com');
  it.each<[law: string, jar: Jar, is: 'nobody' | 'same' | 'other']>([
    ['no names', jarOf({ drift_aid: 'one' }), 'nobody'],
    ['the very id', jarOf({ drift_eid: 'Ann@Acme.com' }), 'same'],
    ['another id', jarOf({ drift_eid: 'bob' }), 'other'],
    ['two ids, of which one is another', jarOf({ drift_eid: ['Ann@Acme.com', 'bob'] }), 'other'],
    ['an old name of the cookie', jarOf({ driftt_eid: 'bob' }), 'other'],
    ['the id in another spelling, unmarked', jarOf({ drift_eid: 'ann@acme.com' }), 'other'],
    ['the id in another spelling, marked', jarOf({ drift_eid: 'ann@acme.com', driftkit_user: hash }), 'same'],
    ['the marker alone', jarOf({ driftkit_user: hash }), 'same'],
    ['the marker of another', jarOf({ driftkit_user: hashOf('bob') }), 'other'],
    ['the marker with this visit', jarOf({ drift_aid: 'one', driftkit_user: `${hash}.one` }), 'same'],
    ['the marker of another visit', jarOf({ drift_aid: 'two', driftkit_user: `${hash}.one` }), 'other'],
    [
      'the marker of another visit, by an old name of its cookie',
      jarOf({ driftt_aid: 'two', driftkit_user: `${hash}.one` }),
      'other',
    ],
    ['the marker of a visit whose cookie is gone', jarOf({ driftkit_user: `${hash}.one` }), 'same'],
    ['the marker from before the visit', jarOf({ drift_aid: 'one', driftkit_user: hash }), 'same'],
    ['two markers, of which one is another’s', jarOf({ driftkit_user: [hash, hashOf('bob')] }), 'other'],
    ['a token alone', jarOf({ drift_ujwt: 'x' }), 'other'],
    ['a token beside the marker', jarOf({ drift_ujwt: 'x', driftkit_user: hash }), 'same'],
  ])('%s', (_, jar, is) => expect(compare(jar, 'Ann@Acme.com')).toBe(is));

  it('takes a spelling of Drift’s for the same, and nothing else', () => {
    expect(isSpelledLike('ann@acme.com', 'Ann@Acme.com')).toBe(true);
    expect(isSpelledLike('ann', ' ann ')).toBe(true);
    expect(isSpelledLike('a%2Fb', 'a/b')).toBe(true);
    expect(isSpelledLike('Zo\u00eb', 'Zoe\u0308')).toBe(true);
    expect(isSpelledLike('ann', 'anna')).toBe(false);
    expect(isSpelledLike('', 'ann')).toBe(false);
  });
});

it('takes an id that looks encoded for itself', () => {
  expect(compare(jarOf({ drift_eid: 'a/b' }), 'a%2Fb')).toBe('same');
});

it('names an id in the same way in every version, for the other tabs', () => {
  expect(hashOf('ann')).toBe('5ve6mwfph72g');
});

describe('marking', () => {
  it('writes once, tells news from none, and returns the jar as it is then', () => {
    set('drift_aid=one');
    const first = mark(readJar(), 'ann', undefined);
    expect([first.isNews, cookie('driftkit_user')]).toEqual([true, `${hashOf('ann')}.one`]);
    expect(first.jar.get('driftkit_user')).toEqual([`${hashOf('ann')}.one`]);
    const writes = vi.spyOn(document, 'cookie', 'set');
    expect(mark(first.jar, 'ann', undefined).isNews).toBe(false);
    expect(writes).not.toHaveBeenCalled();
    expect(mark(first.jar, 'bob', undefined).isNews).toBe(true);
    expect(cookie('driftkit_user')).toBe(`${hashOf('bob')}.one`);
    set('drift_aid=two');
    expect(mark(readJar(), 'bob', undefined).isNews).toBe(false);
    expect(cookie('driftkit_user')).toBe(`${hashOf('bob')}.two`);
  });
});

describe('erasing', () => {
  it('deletes what is there, and only that', () => {
    set('drift_eid=ann');
    set('drift_aid=one');
    set('session=mine');
    localStorage.setItem('DRIFT_visitCounts', '{}');
    localStorage.setItem('mine', '1');
    sessionStorage.setItem('Drift.Targeting.visits', '1');
    const jar = readJar();
    const writes = vi.spyOn(document, 'cookie', 'set');
    erase(jar, 'everything', undefined);
    const names = writes.mock.calls.map(([pair]) => pair.split('=')[0]);
    expect(new Set(names)).toEqual(new Set(['drift_eid', 'drift_aid']));
    expect([document.cookie, localStorage.length, localStorage.getItem('mine')]).toEqual([
      'session=mine',
      1,
      '1',
    ]);
    expect([leftIn(readJar(), 'everything'), sessionStorage.length]).toEqual([[], 0]);
  });
  it('of a person keeps the visitor', () => {
    set('drift_eid=ann');
    set('drift_aid=one');
    set(`driftkit_user=${hashOf('ann')}`);
    localStorage.setItem('DRIFT_visitCounts', '{}');
    erase(readJar(), 'person', undefined);
    expect([document.cookie, localStorage.length]).toEqual(['drift_aid=one', 1]);
  });
  it('says what is left', () => {
    expect(leftIn(jarOf({ drift_eid: 'ann', drift_aid: 'one', other: 'x' }), 'everything')).toEqual([
      'drift_eid',
      'drift_aid',
    ]);
    expect(leftIn(jarOf({ drift_aid: 'one' }), 'person')).toEqual([]);
  });
});

it('looks for cookies on the given domain, on every parent and on the host', () => {
  const at = (hostname: string): unknown =>
    vi.spyOn(document, 'location', 'get').mockReturnValue({ hostname, protocol: 'https:' } as Location);
  at('www.shop.acme.co.uk');
  expect(cookieDomains('.acme.co.uk')).toEqual([
    'acme.co.uk',
    'co.uk',
    'shop.acme.co.uk',
    'www.shop.acme.co.uk',
    undefined,
  ]);
  expect(cookieDomains(undefined)[0]).toBe('co.uk');
  at('127.0.0.1');
  expect(cookieDomains(undefined)).toEqual([undefined]);
  at('localhost');
  expect(cookieDomains(undefined)).toEqual([undefined]);
});
