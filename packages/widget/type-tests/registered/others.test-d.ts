/** The same for Vue and Svelte: each has a `Register` of its own. */
import { createDrift, createSession } from '@driftkit/widget';
import { getDrift, setDrift, useDriftIdentity as useSvelteIdentity } from '@driftkit/widget/svelte';
import { createDriftPlugin, useDrift, useDriftIdentity } from '@driftkit/widget/vue';

interface Words {
  attributes: { plan: 'free' | 'pro' };
  events: { opened_pricing: { from: string } };
}
export const drift = createSession<Words>({ embedId: 'abcdefgh1234' });

declare module '@driftkit/widget/vue' {
  interface Register {
    drift: typeof drift;
  }
}
declare module '@driftkit/widget/svelte' {
  interface Register {
    drift: typeof drift;
  }
}

for (const registered of [useDrift(), getDrift()]) {
  registered.track('opened_pricing', { from: '/' });
  // @ts-expect-error -- not a word of this team
  registered.track('opened_pricng');
  void registered.logout();
}
for (const { login } of [useDriftIdentity(), useSvelteIdentity()]) {
  void login({ id: 'ann', plan: 'free' });
  // @ts-expect-error -- no such plan
  void login({ id: 'ann', plan: 'gold' });
}

const user = (): { id: string; plan: 'pro' } => ({ id: 'ann', plan: 'pro' });
createDriftPlugin({ drift, user });
setDrift(drift, user);
// @ts-expect-error -- the composables would promise a login that this object does not have
createDriftPlugin({ drift: createDrift<Words>({ embedId: 'abcdefgh1234' }) });
// @ts-expect-error -- nor has it here
setDrift(createDrift<Words>({ embedId: 'abcdefgh1234' }));
