import { Hono } from 'hono';
import { z } from 'zod';
import type { StoredConversation } from '../../protocol';
import { allow } from '../auth';
import { answer } from '../answer';
import type { Rest, RestEnv } from '../env';
import { readBody } from '../input';
import { eachConversation } from '../listing';
import type { Property } from '../report-facts';
import { factsOf, METRICS, PROPERTIES } from '../report-facts';
import type { ReportFilter } from '../report-filter';
import { filterOf } from '../report-filter';

const Filter: z.ZodType<ReportFilter> = z.discriminatedUnion('operation', [
  z.object({
    property: z.enum(PROPERTIES),
    operation: z.literal('BETWEEN'),
    values: z.tuple([z.union([z.string(), z.number()]), z.union([z.string(), z.number()])]),
  }),
  z.object({
    property: z.enum(PROPERTIES),
    operation: z.literal('IN'),
    values: z.array(z.union([z.string(), z.number(), z.bigint()])).max(1000),
  }),
  z.object({ property: z.enum(PROPERTIES), operation: z.literal('HAS_PROPERTY') }),
]);
const Query = z.object({
  filters: z.array(Filter).max(50).default([]),
  metrics: z.array(z.enum(METRICS, 'metrics are numeric')).max(50).default([]),
});
/** ASSUMED: an answer has at most so many rows, and `count` says how many there are. */
const MOST = 10_000;

/** `POST /reports/conversations`. */
export function reportRoutes(rest: Rest): Hono<RestEnv> {
  const app = new Hono<RestEnv>();
  app.post('/reports/conversations', allow('conversation_read'), async (c) => {
    const { filters, metrics } = await readBody(c, Query);
    const data: unknown[] = [];
    let count = 0;
    const passes = filters.map((filter) => filterOf(rest, filter));
    for await (const conversation of eachConversation(rest.world)) {
      const facts = factsOf(conversation);
      if (!passes.every((test) => test(facts))) continue;
      count += 1;
      if (data.length < MOST) data.push(rowOf(rest, conversation, facts, metrics));
    }
    return answer(c, { count, data });
  });
  return app;
}

function rowOf(
  { ids }: Rest,
  { id }: Readonly<StoredConversation>,
  facts: ReturnType<typeof factsOf>,
  metrics: readonly Property[],
): unknown {
  return { conversationId: ids.write(id), metrics: metrics.map((name) => facts[name] ?? null) };
}
