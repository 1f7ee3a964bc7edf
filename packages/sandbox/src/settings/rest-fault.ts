import { z } from 'zod';
import type { RestFault, RestFaultKind } from '../protocol';

// Written as a record, so that no kind can be forgotten.
const KINDS: Readonly<Record<RestFaultKind, true>> = {
  rate_limited: true,
  '500': true,
  '502_html': true,
  half_body: true,
  hang: true,
  reset_before: true,
  reset_after: true,
  links_foreign_host: true,
  links_http: true,
  links_self: true,
  token_revoked: true,
  moving_rows: true,
};
export const REST_FAULTS: RestFaultKind[] = Object.keys(KINDS) as RestFaultKind[];

const Shape = z.strictObject({
  kind: z.enum(REST_FAULTS),
  method: z.enum(['GET', 'POST', 'PATCH', 'DELETE']).optional(),
  path: z.string().startsWith('/').max(500).optional(),
  after: z.number().int().nonnegative().optional(),
  times: z.number().int().positive().optional(),
});

/** What is wrong with this value of the fault `rest`, as a sentence; undefined when nothing is. */
export function restFaultProblem(value: unknown): string | undefined {
  if (value === 'none' || (typeof value === 'string' && Object.hasOwn(KINDS, value))) return undefined;
  if (typeof value === 'object' && Shape.safeParse(value).success) return undefined;
  const kinds = ['none', ...REST_FAULTS].join(', ');
  return `the fault "rest" must be one of ${kinds}, or { kind, method?, path?, after?, times? }; received ${JSON.stringify(value)}`;
}

/** The fault with all its particulars; undefined for none. */
export function wholeFault(value: 'none' | RestFaultKind | RestFault): RestFault | undefined {
  if (value === 'none') return undefined;
  return typeof value === 'string' ? { kind: value } : value;
}

/** Whether a fault is about this request. A `*` at the end of its path stands for any rest. */
export function isAbout({ method, path }: RestFault, request: { method: string; path: string }): boolean {
  if (method !== undefined && method !== request.method) return false;
  if (path === undefined) return true;
  return path.endsWith('*') ? request.path.startsWith(path.slice(0, -1)) : request.path === path;
}
