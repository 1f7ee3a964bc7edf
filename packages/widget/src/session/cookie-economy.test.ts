/** Each read and each write of `document.cookie` is a synchronous call into the browser: one change of person makes few of them. */
import { expect, it, vi } from 'vitest';
import { ann, bob, setUpWholePage } from '../../test-support/whole-page';
import type { Session } from '../index';

const page = setUpWholePage();

/** Counts from now on. What the scripted Drift reads and writes for itself does not count: here it does nothing. */
function count(): { reads: () => number; written: () => string[] } {
  for (const method of ['identify', 'reset'] as const) if (window.drift?.init) window.drift[method] = vi.fn();
  const reads = vi.spyOn(document, 'cookie', 'get').mockClear();
  const writes = vi.spyOn(document, 'cookie', 'set').mockClear();
  return {
    reads: () => reads.mock.calls.length,
    written: () => writes.mock.calls.map(([cookie]) => cookie.split('=')[0] ?? ''),
  };
}
const ready = (): void => page.vendor.emit('ready', window.drift?.api, { data: {} });
const names = (): string[] => document.cookie.split('; ').map((pair) => pair.split('=')[0] ?? '');

async function here(user: { id: string } | null, options = {}): Promise<Session> {
  const session = page.createSession(options);
  await page.bring(session, user);
  return session;
}

it.each([
  ['load(), then setUser(null)', (session: Session) => (session.load(), session.setUser(null))],
  ['setUser(null), then load()', (session: Session) => (session.setUser(null), session.load())],
])('%s reads once for each of the two at most, and writes nothing', (_, say) => {
  const session = page.createSession();
  const jar = count();
  say(session);
  expect(jar.reads()).toBeLessThanOrEqual(2);
  expect([jar.written(), session.state.status]).toEqual([[], 'loading']);
});

it('load() with a user reads once, and marks the browser', () => {
  const session = page.createSession();
  const jar = count();
  session.load();
  session.setUser(ann);
  expect([jar.reads(), jar.written(), session.state.status]).toEqual([1, ['driftkit_user'], 'loading']);
});

it('a login on the page of a visitor reads once, and marks the browser', async () => {
  const session = await here(null);
  const jar = count();
  session.setUser(ann);
  expect([jar.reads(), jar.written(), session.identity.status]).toEqual([1, ['driftkit_user'], 'identified']);
});

it('a logout reads once before it returns and once when it has settled, and deletes only names that are there', async () => {
  const session = await here(ann);
  const known = names();
  const jar = count();
  void session.logout();
  expect(jar.reads()).toBe(1);
  expect(jar.written()).toEqual(expect.arrayContaining(known));
  expect(jar.written()).toHaveLength(new Set(known).size); // this host has no parent domains
  ready();
  expect([jar.reads(), session.state.status, session.identity.status]).toEqual([2, 'ready', 'anonymous']);
});

it('a switch with tokens reads three times, from the first word to the identify', async () => {
  const session = await here(ann, { getUserJwt: page.desk.getUserJwt });
  const jar = count();
  session.setUser(bob);
  ready();
  page.desk.answer();
  await page.tick();
  expect([jar.reads(), session.identity.status]).toEqual([3, 'identified']);
  expect(jar.written().filter((name) => name === 'driftkit_user')).toHaveLength(2); // gone, and written anew
});

it('stating an equal user, or other attributes, reads and writes nothing', async () => {
  const session = await here(ann);
  Object.assign(window.drift?.api ?? {}, { setUserAttributes: vi.fn() });
  const jar = count();
  session.setUser({ ...ann });
  session.setUser({ ...ann, plan: 'pro' });
  expect([jar.reads(), jar.written()]).toEqual([0, []]);
});

it('calls read and write nothing', async () => {
  const session = await here(ann);
  Object.assign(window.drift!, { track: vi.fn() });
  const jar = count();
  for (let index = 0; index < 100; index++) session.track('event', { index });
  expect([jar.reads(), jar.written()]).toEqual([0, []]);
});

it('finds the broadest domain that takes a cookie once per page', () => {
  const jar = new Map<string, string>();
  const marks: (string | undefined)[] = [];
  const domainOf = (cookie: string): string | undefined => /domain=([^;]+)/.exec(cookie)?.[1];
  const location = { hostname: 'app.shop.example.com', protocol: 'http:' } as Location;
  vi.spyOn(document, 'location', 'get').mockReturnValue(location);
  vi.spyOn(document, 'cookie', 'get').mockImplementation(() =>
    [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
  );
  vi.spyOn(document, 'cookie', 'set').mockImplementation((cookie) => {
    const [name = '', value = ''] = cookie.split(';')[0]?.split('=') ?? [];
    const isDeleted = cookie.includes('max-age=-1');
    if (!isDeleted) marks.push(domainOf(cookie));
    if (domainOf(cookie) === 'example.com') return; // as if it were a public suffix
    if (isDeleted) jar.delete(name);
    else jar.set(name, value);
  });
  const session = page.createSession();
  session.load();
  session.setUser(ann);
  expect(marks).toEqual(['example.com', 'shop.example.com', 'shop.example.com']);
  session.setUser(bob);
  expect(marks.slice(3)).toEqual(['shop.example.com']);
});
