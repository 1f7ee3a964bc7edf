/** The app speaks: to the session, and into the ledger of what it said. */
import { cookie } from '../scripted-drift';
import { unsignedToken } from '../tokens';
import { expectForgotten, expectUnseen } from './laws';
import type { Page } from './page';
import type { Call, Listener, TokenInHand } from './steps';

export function say(page: Page, call: Call): void {
  const { app, session } = page;
  switch (call.do) {
    case 'setUser':
    case 'login': {
      const plan = `${call.id}-${call.plan}`;
      app.says(call.id, plan);
      if (call.do === 'setUser') return session.setUser({ id: call.id, plan });
      return app.promise(call.id, session.login({ id: call.id, plan }));
    }
    case 'identify':
      return identify(page, call.id, call.token);
    case 'nobody':
    case 'logout':
    case 'reset':
      app.says(null);
      if (call.do === 'logout') app.promise(null, session.logout());
      else if (call.do === 'nobody') session.setUser(null);
      else session.reset();
      // An answer of a listener may have brought somebody else by now.
      if (app.wanted === null) expectForgotten(page);
      return;
    case 'undecided':
      app.unsays();
      return session.setUser(undefined);
    case 'track':
      return session.track('t', { n: app.made.personal++, epoch: app.epoch });
    case 'attributes':
      return session.setUserAttributes({ n: app.made.personal++, epoch: app.epoch });
    case 'openChat':
      app.made.widget++;
      return session.api.openChat();
    case 'load':
      page.hears = true;
      page.isAsked = true;
      return session.load();
    case 'unload': {
      const { isOurs } = page;
      page.isAsked = false;
      session.unload();
      page.livesOn = isOurs && !page.isAsked && window.drift !== undefined;
      return;
    }
    case 'close':
      return startOver(page);
  }
}

function identify(page: Page, id: string, token: TokenInHand): void {
  const claims = {
    sub: token === 'wrong' ? 'mallory' : id,
    iat: 10,
    exp: { expired: 5, short: 11 }[token as 'short'] ?? 310,
  };
  const isRefused = token === 'wrong' || token === 'expired';
  if (!isRefused) page.app.says(id, undefined);
  page.session.identify(id, {}, token === 'none' ? {} : { userJwt: unsignedToken(claims) });
}

function startOver(page: Page): void {
  const { session } = page;
  page.app.startsOver();
  page.hears = page.isAsked = page.livesOn = false;
  page.session = page.createSession();
  session.close();
  // A limit: whom a Drift holds that runs without us can be told by its cookies alone.
  const { contact } = page.vendor;
  if (window.drift?.init && contact !== null && cookie('drift_eid') !== undefined)
    document.cookie = `drift_eid=${contact}; path=/`;
}

/** The call is made from within the listener, the next time that it is told. */
export function sayWithin(page: Page, listener: Listener, call: Call): void {
  const { session } = page;
  let isDone = false;
  const once = (): void => {
    if (isDone) return;
    isDone = true;
    try {
      say(page, call);
    } catch (error) {
      page.thrown ??= error; // what a listener throws is reported, and stops nothing
    }
  };
  if (listener === 'onError') page.onNextError.push(once);
  else if (listener === 'state') session.subscribe(once);
  else if (listener === 'identity') session.subscribeIdentity(once);
  else session.once(listener, once);
}

/** What the app says takes effect before the call returns. */
export function sayAndSee(page: Page, call: Call): void {
  say(page, call);
  if (!['track', 'attributes', 'openChat', 'load'].includes(call.do)) expectUnseen(page);
}
