export { DriftApiError } from './errors';
export type { DriftApiErrorCode, LookFor } from './errors';
export type { IdInput } from './ids';
