import { z } from 'zod';
import { bodyProblem } from '../http/body-problem';
import type { RestContext } from './env';
import { RestError } from './rest-error';
import { parseJson } from './json';
import { DIGITS } from './wire-ids';

/** The JSON body in this shape. Throws a 400 that names the field which is wrong, or a 415. */
export async function readBody<S extends z.ZodType>(c: RestContext, shape: S): Promise<z.output<S>> {
  const type = c.req.header('Content-Type') ?? '';
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(type))
    throw new RestError(415, 'The Content-Type of the body must be application/json.');
  const body = parsed(await c.req.text());
  const problem = bodyProblem(body);
  if (problem !== undefined) throw new RestError(400, problem);
  return checked(shape, body);
}

/** The query in this shape; a name that is given more than once is a list. */
export function readQuery<S extends z.ZodType>(c: RestContext, shape: S): z.output<S> {
  const values = Object.entries(c.req.queries()).map(([name, all]) => [name, all.length > 1 ? all : all[0]]);
  return checked(shape, Object.fromEntries(values));
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    throw new RestError(400, 'The body is not JSON.');
  }
}

function checked<S extends z.ZodType>(shape: S, value: unknown): z.output<S> {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const [{ path, message } = { path: [], message: 'it does not fit' }] = result.error.issues;
  const param = path.join('.');
  throw new RestError(400, param === '' ? message : `${param}: ${message}`, param || undefined);
}

/** A number in a query: digits only. */
export const Whole: z.ZodType<number> = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number')
  .transform(Number);

/** An optional number in a query. Empty, `undefined` and `null` count as left out: published clients send them. */
export const MaybeWhole: z.ZodType<number | undefined> = z.preprocess(
  (value) => (value === '' || value === 'undefined' || value === 'null' ? undefined : value),
  Whole.optional(),
);

/** An id in a body: as a number, or as a string of digits. */
export const WireId: z.ZodType<number | bigint | string> = z.union(
  [z.number().int(), z.bigint(), z.string().regex(DIGITS)],
  'must be an id',
);

/** One value or several of the same name, as a list. */
export function listOf(values: string | string[] | undefined): string[] {
  return values === undefined ? [] : typeof values === 'string' ? [values] : values;
}

export const Repeated: z.ZodType<string[]> = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform(listOf);
