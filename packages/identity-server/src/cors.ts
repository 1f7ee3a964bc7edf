import type { Answer, RequestFacts } from '@driftkit/node-handler';
import { empty, withHeaders } from './answer';
import type { OriginVerdict } from './origin-policy';

/** The methods the endpoint answers, as `Allow` lists them. */
export const ALLOW = 'GET, POST, OPTIONS';

/** Header names and commas: nothing else is echoed. */
const HEADER_NAMES = /^[\w!#$%&'*+.^`|~-]+(?: *, *[\w!#$%&'*+.^`|~-]+)*$/;

/** The answer to OPTIONS: to a preflight what a page may do, to anyone else what the endpoint can do. */
export function answerOptions(facts: RequestFacts): Answer {
  if (facts.header('access-control-request-method') === null) return empty({ allow: ALLOW });
  return empty(preflightHeaders(facts.header('access-control-request-headers')));
}

function preflightHeaders(requested: string | null): Record<string, string> {
  return {
    'access-control-allow-methods': 'GET, POST',
    'access-control-max-age': '600',
    ...(requested !== null && HEADER_NAMES.test(requested) && { 'access-control-allow-headers': requested }),
  };
}

/** Lets the page of a listed origin read an answer, cookies included. */
export function withCors(answer: Answer, verdict: OriginVerdict): Answer {
  if (verdict.from !== 'listed') return answer;
  return withHeaders(answer, {
    'access-control-allow-origin': verdict.origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'Retry-After',
  });
}
