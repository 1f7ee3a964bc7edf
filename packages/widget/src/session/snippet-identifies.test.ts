/** Law 17: an official snippet beside the session identifies somebody, in Drift's queue or on the running Drift. */
import { describe, expect, it } from 'vitest';
import { ann, bob, pasteOfficialSnippet, setUpWholePage } from '../../test-support/whole-page';
import type { Session } from '../index';

const page = setUpWholePage();

/** Calls that say whose they are. */
function speakFor(session: Pick<Session, 'track' | 'setUserAttributes'>, who: string): void {
  session.track('of', { owner: who });
  session.setUserAttributes({ owner: who });
}

/** Calls that reached the wrong contact. */
const strayed = (): unknown[] =>
  page.vendor.ledger.flatMap(({ what, contact, detail }) => {
    const owner = (detail as { owner?: string } | undefined)?.owner;
    return owner !== undefined && owner !== (contact ?? 'nobody')
      ? [`${what} of ${owner} on ${contact}`]
      : [];
  });
/** The chat is that of `who`, or is not to be seen. */
function expectSeenBy(who: string | null): void {
  if (page.sight() === 'visible') expect(page.vendor.contact).toBe(who);
  else expect(page.sight()).toMatch(/hidden|no frames/);
}

async function settle(): Promise<void> {
  for (let round = 0; round < 4; round++) {
    if (page.vendor.scripts().length > 0 && ['away', 'unloaded'].includes(page.vendor.phase))
      page.vendor.arrive();
    page.vendor.ready();
    await page.tick(100);
  }
}

/** All is well in the end: it is `who`, and their chat is seen. */
async function expectEndsWith(session: Session, who: { id: string } | null): Promise<void> {
  await settle();
  expect(strayed()).toEqual([]);
  expect([session.identity.status, page.vendor.contact, session.state.status, page.sight()]).toEqual([
    who ? 'identified' : 'anonymous',
    who?.id ?? null,
    'ready',
    'visible',
  ]);
}

describe('an official snippet that identifies a user', () => {
  const xena = (): unknown => (window.drift as unknown as { identify(id: string): void }).identify('xena');

  it.each<[string, { id: string } | null]>([
    ['ann', ann],
    ['nobody', null],
  ])(
    'identify in the queue of the snippet before load(): %s is set, and xena is removed',
    async (_, user) => {
      pasteOfficialSnippet();
      xena();
      const session = page.createSession();
      session.load();
      session.setUser(user);
      speakFor(session, user?.id ?? 'nobody');
      page.vendor.arrive();
      page.vendor.ready();
      expectSeenBy(user?.id ?? null);
      await page.tick();
      await expectEndsWith(session, user);
    },
  );

  it.each<[string, { id: string } | null]>([
    ['ann', ann],
    ['nobody', null],
  ])('identify in the queue of the snippet after load(), when %s is set', async (_, user) => {
    pasteOfficialSnippet();
    const session = page.createSession();
    session.load();
    session.setUser(user);
    xena();
    speakFor(session, user?.id ?? 'nobody');
    page.vendor.arrive();
    page.vendor.ready();
    expectSeenBy(user?.id ?? null);
    await page.tick();
    await expectEndsWith(session, user);
  });

  it('while nobody is decided: it is hidden, and gets nothing', async () => {
    pasteOfficialSnippet();
    const session = page.createSession();
    session.load();
    xena();
    speakFor(session, 'ann');
    page.vendor.come();
    await page.tick();
    expect([page.sight(), strayed()]).toEqual(['hidden', []]);
    session.setUser(ann);
    await expectEndsWith(session, ann);
  });

  it.each<[string, { id: string } | null]>([
    ['bob', bob],
    ['nobody', null],
  ])('on the running Drift: the next person is %s, with a reset in between', async (_, next) => {
    pasteOfficialSnippet();
    const session = page.createSession();
    session.load();
    session.setUser(null);
    page.vendor.come();
    await page.tick();
    xena();
    session.setUser(next);
    session.setUser(next);
    speakFor(session, next?.id ?? 'nobody');
    await expectEndsWith(session, next);
    expect(page.story()).toContain('reset:xena');
  });

  it('on the running Drift of ann, who is then in doubt and comes back', async () => {
    const session = page.createSession();
    await page.bring(session);
    xena();
    session.setUser(undefined);
    speakFor(session, 'ann');
    session.setUser(ann);
    await settle();
    expect(strayed()).toEqual([]);
    expectSeenBy('ann');
  });
});

/** Fails on every core of 27 November: arguments are read first, and then whose the call is. */
it.each<[string, (session: Session) => unknown, { id: string } | null]>([
  ['setUser(bob)', (session) => session.setUser(bob), bob],
  ['logout()', (session) => void session.logout(), null],
])('%s said while a getter of a call for ann is read', async (_, say, who) => {
  const session = page.createSession();
  await page.bring(session);
  let isSaid = false;
  session.setUserAttributes({
    owner: 'ann',
    get plan() {
      if (!isSaid) say(session);
      isSaid = true;
      return 'pro';
    },
  });
  await expectEndsWith(session, who);
});
