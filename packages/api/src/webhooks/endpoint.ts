import { answerTo, OK } from './answer';
import type { Answer } from './answer';
import { createDelivery } from './delivery';
import { WebhookError } from './errors';
import type { WebhookHandlerOptions } from './options';
import { foreignOrg, openWebhook, orgCheck } from './parse-webhook';
import type { OpenedWebhook } from './parse-webhook';
import { readBody, tooLarge } from './read-body';
import type { BodyReading } from './read-body';
import { createReport } from './report';
import { createTokenChecks, TOKEN_HEADER } from './verify';

/** A request, of Fetch or of Node: the second costs much less than a Fetch request made of it. */
export interface Incoming {
  readonly method: string;
  /** A header by its lower-case name; null where it is absent. */
  header(name: string): string | null;
  headers(): Headers;
  read(maxBodySize: number): BodyReading;
}

/** Answers a request; it never rejects. */
export type Endpoint = (incoming: Incoming) => Promise<Answer>;

export function createEndpoint(options: WebhookHandlerOptions): Endpoint {
  const report = createReport(options.onError);
  const receive = createReceive(options);
  const deliver = createDelivery(options, report);
  return async (incoming) => {
    try {
      const { orgs: _, ...parsed } = await receive(incoming);
      const failure = await deliver(parsed);
      return failure === undefined ? OK : answerTo(failure, true);
    } catch (error) {
      const refusal = error instanceof WebhookError ? error : hookFailed(error);
      report(refusal, {});
      return answerTo(refusal, incoming.header(TOKEN_HEADER) !== null);
    }
  };
}

const MEBIBYTE = 1_048_576;

/** Takes a request apart, and throws where it is not to be trusted. */
function createReceive(options: WebhookHandlerOptions): (incoming: Incoming) => Promise<OpenedWebhook> {
  const { maxBodySize = MEBIBYTE, bodyTimeout = 10_000, verify } = options;
  const checkOfNow = createTokenChecks(options.verificationToken);
  const assertOurs = createOrgAssertion(options.orgIds);
  return async (incoming) => {
    const { method } = incoming;
    if (method !== 'POST') throw new WebhookError('method_not_allowed', `Drift sends POST, not ${method}.`);
    if (Number(incoming.header('content-length') ?? 0) > maxBodySize) throw tooLarge(maxBodySize);
    const header = incoming.header(TOKEN_HEADER);
    const check = await checkOfNow();
    check.header(header);
    const body = await readBody((most) => incoming.read(most), { maxBodySize, bodyTimeout });
    const opened = openWebhook(body, header, check);
    if (verify && (await verify({ body, headers: incoming.headers() })) !== true) {
      throw new WebhookError('verify_refused', 'The verify hook did not answer true.');
    }
    await assertOurs(opened.orgs);
    return opened;
  };
}

function createOrgAssertion(
  orgIds: WebhookHandlerOptions['orgIds'],
): (orgs: readonly string[]) => Promise<void> {
  if (orgIds === undefined) return () => Promise.resolve();
  const isOurs = typeof orgIds === 'function' ? orgIds : orgCheck(orgIds);
  return async (orgs) => {
    const answers = await Promise.all(orgs.map(async (orgId) => isOurs(orgId)));
    if (orgs.length === 0 || answers.some((answer) => answer !== true)) throw foreignOrg(orgs);
  };
}

const hookFailed = (cause: unknown): WebhookError =>
  new WebhookError(
    'hook_failed',
    'A function of yours threw before the event was handled: verificationToken, verify or orgIds.',
    { cause },
  );
