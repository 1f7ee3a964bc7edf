export { clearDriftCookies } from './clear-drift-cookies';
export { IdentityError } from './errors';
export { createIdentityHandler } from './identity-handler';
export { signUserJwt } from './sign-user-jwt';
export { verifyUserJwt } from './verify-user-jwt';
export type { ClearDriftCookiesOptions } from './clear-drift-cookies';
export type { ExtraClaims } from './claims';
export type { Clock } from './clock';
export type { HandlerErrorCode, IdentityErrorCode, TokenErrorCode } from './errors';
export type { IdentityHandler } from './identity-handler';
export type {
  ErrorEvent,
  IdentityHandlerOptions,
  IdentityUser,
  MaybeSecret,
  MaybeUser,
  SignEvent,
} from './identity-options';
export type { LifetimeOptions } from './lifetime';
export type { RateLimiter } from './rate-limit';
export type { SignUserJwtOptions } from './sign-user-jwt';
export type { Secret } from './secret';
export type { UserJwtClaims, VerifiedUserJwt, VerifyUserJwtOptions } from './verify-user-jwt';
