import { answerTo, OK } from './answer';
import { WebhookError } from './errors';
import { createDelivery } from './delivery';
import { assertOptions } from './options';
import type { WebhookHandlerOptions } from './options';
import { foreignOrg, openWebhook, orgCheck } from './parse-webhook';
import type { OpenedWebhook } from './parse-webhook';
import { assertDeclaredSize, readBody } from './read-body';
import { createReport } from './report';
import { createTokenCheck, TOKEN_HEADER } from './verify';

/** Answers Drift's requests; it never rejects. */
export type WebhookHandler = (request: Request) => Promise<Response>;

const MEBIBYTE = 1_048_576;

/**
 * A Fetch handler that receives Drift's webhooks: Hono, Workers, Deno, Bun and Next.js take it as it is, `node:http`,
 * Express, Connect and Fastify through `toNodeHandler` of `@driftkit/api/node`.
 *
 * It checks the method, the size, the token (in the header where there is one, in the body always) and the org before
 * anything else. It answers 200 after `onEvent` is done, or was done for an earlier delivery of the event. `onEvent` gets
 * every event at least once, and once where nothing fails; the order is not promised, as Drift promises none.
 *
 * @throws TypeError for wrong options, at once
 * @example
 * const webhooks = createWebhookHandler({
 *   verificationToken: process.env.DRIFT_VERIFICATION_TOKEN,
 *   onEvent: async (event) => {
 *     if (event.type === 'new_message') await answer(event.data);
 *   },
 * });
 */
export function createWebhookHandler(options: WebhookHandlerOptions): WebhookHandler {
  assertOptions(options);
  const report = createReport(options.onError);
  const receive = createReceive(options);
  const deliver = createDelivery(options, report);
  return async (request) => {
    try {
      const { orgs: _, ...parsed } = await receive(request);
      const failure = await deliver(parsed);
      return failure === undefined ? OK() : answerTo(failure, true);
    } catch (error) {
      const refusal = error instanceof WebhookError ? error : unexpected(error);
      report(refusal, {});
      return answerTo(refusal, request.headers.has(TOKEN_HEADER));
    }
  };
}

/** Takes a request apart, and throws where it is not to be trusted. */
function createReceive(options: WebhookHandlerOptions): (request: Request) => Promise<OpenedWebhook> {
  const { maxBodySize = MEBIBYTE, bodyTimeout = 10_000, verify } = options;
  const check = createTokenCheck(options.verificationToken);
  const assertOurs = createOrgAssertion(options.orgIds);
  const bounds = { maxBodySize, bodyTimeout };
  return async (request) => {
    if (request.method !== 'POST')
      throw new WebhookError('method_not_allowed', `Drift sends POST, not ${request.method}.`);
    assertDeclaredSize(request, bounds);
    const { headers } = request;
    const header = headers.get(TOKEN_HEADER);
    check.header(header);
    const body = await readBody(request, bounds);
    const opened = openWebhook(body, header, check);
    if (verify && (await verify({ body, headers })) !== true) {
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

const unexpected = (cause: unknown): WebhookError =>
  new WebhookError('hook_failed', 'A hook threw before the event was handled: verify or orgIds.', { cause });
