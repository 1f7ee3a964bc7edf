import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Attributes as AttributesShape } from '../protocol';
import { redact } from '../rules/redact';

/** The id a browser says it has; as long as a cookie can be, since anybody may have written that cookie. */
export const Aid: z.ZodType<string> = z.string().min(1).max(4096);

/** Attributes are flat: names with a string, a number or a boolean (devdocs: Contact properties). */
export const Attributes: z.ZodType<AttributesShape> = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean()]),
);

/**
 * The id that `identify` was given. A token in its place, as in `identify(userJwt)`, is cut short here, since a contact's id
 * is shown and kept; a part of its hash stays, so that two of them are still two people.
 */
export const UserId: z.ZodType<string> = z.string().transform((given) => {
  const shown = redact(given);
  return shown === given
    ? given
    : `${shown} #${createHash('sha256').update(given).digest('hex').slice(0, 8)}`;
});
