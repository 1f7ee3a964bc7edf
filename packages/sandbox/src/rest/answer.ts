import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { RestContext } from './env';
import { writeJson } from './json';

/** A JSON answer; ids in it are written with all their digits. */
export function answer(c: RestContext, body: unknown, status: ContentfulStatusCode = 200): Response {
  return c.body(writeJson(body), status, { 'Content-Type': 'application/json' });
}

/** Drift's answer when there is no data. */
export const OK = { result: 'OK', ok: true } as const;
