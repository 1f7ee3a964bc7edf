import { createSession, fetchUserJwt } from '@driftkit/widget';
import { readPageConfig } from './page-config';

export const pageConfig = readPageConfig();

/** Made once, outside React, as one would a query client. Nothing loads until the provider is mounted. */
export const drift = createSession({
  embedId: pageConfig.embedId,
  ...(pageConfig.scriptUrl !== undefined && { scriptUrl: pageConfig.scriptUrl }),
  // The chat in Harbor's colours.
  config: { backgroundColor: '#0b5a60', foregroundColor: '#ffffff' },
  getUserJwt: fetchUserJwt('/api/drift-identity'),
});
