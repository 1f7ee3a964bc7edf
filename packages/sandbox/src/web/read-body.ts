import type { Context } from 'hono';
import type { z } from 'zod';
import { bodyProblem } from '../http/body-problem';
import { RequestError } from '../http/request-error';

/** The JSON body in this shape. Throws `bad_request` that names the field which is wrong. */
export async function readBody<S extends z.ZodType>(c: Context, shape: S): Promise<z.output<S>> {
  const body: unknown = await c.req.json().catch(() => {
    throw new RequestError('bad_request', 'The body is not JSON.');
  });
  const problem = bodyProblem(body);
  if (problem !== undefined) throw new RequestError('bad_request', problem);
  return parse(shape, body, 'The body');
}

/** The query in this shape; as `readBody`. */
export function readQuery<S extends z.ZodType>(c: Context, shape: S): z.output<S> {
  return parse(shape, c.req.query(), 'The query');
}

function parse<S extends z.ZodType>(shape: S, value: unknown, name: string): z.output<S> {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`);
  throw new RequestError('bad_request', `${name} is invalid. ${problems.join('; ')}`);
}
