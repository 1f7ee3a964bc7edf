export { signEvent } from './sign-event';
export type { EventToSign, SignEventOptions } from './sign-event';
export { createFakeApi } from './fake-api';
export type { FakeAnswer, FakeApi, FakeFailure, FakeRequest } from './fake-api';
