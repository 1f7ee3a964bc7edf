export { onConsent } from './on-consent';
export { onIdle } from './on-idle';
export { onInteraction } from './on-interaction';
export { onVisible } from './on-visible';

export type { ConsentSubscribe } from './on-consent';
export type { OnIdleOptions } from './on-idle';
export type { OnInteractionOptions } from './on-interaction';
export type { OnVisibleOptions } from './on-visible';
export type { Trigger } from './trigger';
