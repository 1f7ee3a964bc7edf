export { DriftApiError } from './errors';
export type { DriftApiErrorCode, LookFor } from './errors';
export type { IdInput } from './ids';
export { createOAuth } from './oauth/create-oauth';
export type { AccessTokenOptions, Connection, OAuth } from './oauth/create-oauth';
export type { OAuthCallback } from './oauth/callback';
export type { OAuthOptions, TokenSet, TokenStore } from './oauth/options';
