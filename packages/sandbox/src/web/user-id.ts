import { createHash } from 'node:crypto';
import { z } from 'zod';
import { redact } from '../rules/redact';

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
