import { idOf } from '../ids';
import type { IdInput } from '../ids';
import { dedupeKeyOf } from './dedupe-key';
import { WebhookError } from './errors';
import type { WebhookEvent } from './events';
import { readJson } from './read-json';
import { problemsOf } from './event-shapes';
import { createTokenCheck, TOKEN_HEADER } from './verify';
import type { TokenCheck, VerificationToken } from './verify';

export interface ParseWebhookOptions {
  /** The verification token of your app; several while it is being rotated. */
  readonly verificationToken: VerificationToken;
  /** The orgs whose events you take; every org, where it is left out. */
  readonly orgIds?: readonly IdInput[];
}

export interface ParsedWebhook {
  /** The event without the token. */
  readonly event: WebhookEvent;
  /**
   * The same for every delivery of one event. Undefined where the event holds nothing that tells a repeat from a second
   * event: handle it each time.
   */
  readonly dedupeKey: string | undefined;
}

/** Headers as Fetch, Node or a serverless platform has them. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Reads one webhook where no Fetch handler fits, such as a queue or a serverless function. It checks the token in the body
 * and, where there is one, in the header, and reads every id exactly. Pass the body as its text or bytes. A parsed body is
 * taken too, but refused if the parser may have rounded an id. It does not remember events: see `Seen`.
 *
 * @throws WebhookError and, for wrong options, TypeError
 */
export function parseWebhook(
  body: unknown,
  headers: WebhookHeaders,
  options: ParseWebhookOptions,
): ParsedWebhook {
  const check = createTokenCheck(options.verificationToken);
  const isOurs = orgCheck(options.orgIds);
  const header = headerOf(headers, TOKEN_HEADER);
  check.header(header);
  const { orgs, ...parsed } = openWebhook(body, header, check);
  if (orgs.length === 0 ? options.orgIds !== undefined : !orgs.every(isOurs)) throw foreignOrg(orgs);
  return parsed;
}

/** The ids of a list as a question. */
export function orgCheck(orgIds: readonly IdInput[] | undefined): (orgId: string) => boolean {
  const ours = orgIds && new Set(orgIds.map((id) => idOf(id, 'orgIds')));
  return (orgId) => ours?.has(orgId) ?? true;
}

export const foreignOrg = (orgs: readonly string[]): WebhookError =>
  new WebhookError(
    'org_not_ours',
    `The event is of org ${orgs.join(' and ') || '(none)'}, which orgIds does not list.`,
  );

/** An event whose token is right, and every org that it names. */
export interface OpenedWebhook extends ParsedWebhook {
  readonly orgs: readonly string[];
}

/** Nothing of the body is looked at before its token is. */
export function openWebhook(body: unknown, header: string | null, check: TokenCheck): OpenedWebhook {
  const { token, type, orgId, data, ...extra } = readJson(body);
  check.body(token, header);
  if (typeof type !== 'string' || type === '')
    throw new WebhookError('body_invalid', 'The body has no event type.');
  const orgs = [...new Set([orgId, (data as { orgId?: unknown } | null | undefined)?.orgId].filter(isId))];
  const problems = [...(orgId === undefined || isId(orgId) ? [] : ['orgId']), ...problemsOf(type, data)];
  const event = {
    type,
    orgId: orgs[0],
    data,
    ...(problems.length > 0 && { problems }),
    ...(Object.keys(extra).length > 0 && { extra }),
  } as WebhookEvent;
  return { event, dedupeKey: dedupeKeyOf(event), orgs };
}

const isId = (value: unknown): value is string => typeof value === 'string' && /^\d+$/.test(value);

function headerOf(headers: WebhookHeaders, name: string): string | null {
  if (isHeaders(headers)) return headers.get(name);
  const values = Object.entries(headers).filter(([key]) => key.toLowerCase() === name);
  const texts = values.flatMap(([, value]) => value ?? []);
  return texts.length === 0 ? null : texts.join(', ');
}

const isHeaders = (headers: WebhookHeaders): headers is Headers => typeof headers.get === 'function';
