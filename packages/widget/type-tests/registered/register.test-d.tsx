/** An app that registered its session, checked by `tsc` in a program of its own: an augmentation holds for the whole program. */
import { createDrift, createSession } from '@driftkit/widget';
import { DriftProvider, useDrift, useDriftIdentity } from '@driftkit/widget/react';

interface Words {
  attributes: { plan: 'free' | 'pro'; seats: number };
  events: { opened_pricing: { from: string }; logged_out: Record<string, never> };
}

export const drift = createSession<Words>({ embedId: 'abcdefgh1234' });

declare module '@driftkit/widget/react' {
  interface Register {
    drift: typeof drift;
  }
}

export function Hooks() {
  const registered = useDrift();
  registered.track('opened_pricing', { from: '/' });
  // @ts-expect-error -- not a word of this team
  registered.track('opened_pricng');
  // @ts-expect-error -- the attribute has another type
  registered.track('opened_pricing', { from: 1 });
  registered.setUserAttributes({ plan: 'pro', seats: 3 });
  // @ts-expect-error -- no such plan
  registered.setUserAttributes({ plan: 'gold' });
  void registered.logout();

  const { login } = useDriftIdentity();
  void login({ id: 'ann', plan: 'free' });
  // @ts-expect-error -- no such plan
  void login({ id: 'ann', plan: 'gold' });
  return null;
}

export const good = <DriftProvider drift={drift} user={{ id: 'ann', plan: 'pro' }} />;
// @ts-expect-error -- no such plan
export const wrongPlan = <DriftProvider drift={drift} user={{ id: 'ann', plan: 'gold' }} />;
// @ts-expect-error -- the hooks would promise a login that this object does not have
export const noSession = <DriftProvider drift={createDrift<Words>({ embedId: 'abcdefgh1234' })} />;
const other = createSession<{ events: { other: object } }>({ embedId: 'abcdefgh1234' });
// @ts-expect-error -- a session with other words
export const otherWords = <DriftProvider drift={other} />;
