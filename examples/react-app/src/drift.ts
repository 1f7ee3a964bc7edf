import { createSession, fetchUserJwt } from '@driftkit/widget';
import type { DriftConfig } from '@driftkit/widget';
import { onConsent } from '@driftkit/widget/triggers';
import type { User } from '../shared/api-types';
import { subscribeToConsent } from './consent';
import { isDebugging } from './debug/is-debugging';
import { recordDrift } from './debug/record-drift';
import { driftErrors } from './drift-errors';
import { pageConfig } from './page-config';
import { isDark, subscribeToTheme } from './theme';

/** What Harbor tells Drift of people, and what they do. A word that is not here does not compile. */
interface HarborWords {
  attributes: { name: string; company: string; plan: User['plan'] };
  events: { asked_for_help: { from: string }; asked_about_plan: { plan: 'starter' | 'growth' } };
}

/** Made once, outside React, as one would a query client. Nothing loads until the provider is mounted. */
export const drift = createSession<HarborWords>({
  embedId: pageConfig.embedId,
  ...(pageConfig.scriptUrl !== undefined && { scriptUrl: pageConfig.scriptUrl }),
  when: onConsent(subscribeToConsent),
  config: chatColors(),
  getUserJwt: fetchUserJwt('/api/drift-identity'),
  onError: driftErrors.tell,
});

declare module '@driftkit/widget/react' {
  interface Register {
    drift: typeof drift;
  }
}

subscribeToTheme(() => drift.config(chatColors()));
if (isDebugging) recordDrift(drift);

/** The chat in Harbor's colours, by day and by night. */
function chatColors(): DriftConfig {
  return isDark()
    ? { backgroundColor: '#48b3b0', foregroundColor: '#04191b' }
    : { backgroundColor: '#0b5a60', foregroundColor: '#ffffff' };
}
