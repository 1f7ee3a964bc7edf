export { createDrift } from './drift';
export { driftCsp } from './csp';
export { createSession } from './session/session';
export { fetchUserJwt } from './session/fetch-user-jwt';
export { DriftError } from './errors';

export type { DriftApi } from './api';
export type { DriftCsp, DriftCspOptions } from './csp';
export type { Drift } from './drift';
export type { Trigger } from './triggers/trigger';
export type { DriftErrorCode } from './errors';
export type { DriftEventMap, DriftEventName, DriftListener, DriftReady, ReadyPayload } from './events';
export type { DriftOptions } from './options';
export type { IdentityState, LoginOutcome, LogoutOutcome } from './session/derive';
export type { Session, SessionOptions } from './session/session';
export type { DriftUser, GivenUser } from './user';
export type { GetUserJwt, TryLater } from './session/user-jwt';
export type { DriftState } from './state';
export type {
  AttributeValue,
  DriftConfig,
  EventAttributes,
  EventName,
  FlatAttributes,
  GivenAttributes,
  IdentifyOptions,
  StartInteraction,
  UserAttributes,
  Vocabulary,
} from './vendor';
