export { createFakeDrift } from './fake-drift';
export type { FakeCall, FakeDrift, FakeDriftOptions, FakeFailure } from './fake-drift';
