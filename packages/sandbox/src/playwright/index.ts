export { expect, test } from './fixture';
export type { SandboxFixtures } from './fixture';
export { mapDriftHosts } from './map-drift-hosts';
