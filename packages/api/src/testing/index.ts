export { signEvent } from './sign-event';
export type { EventToSign, SignEventOptions } from './sign-event';
