import { z } from 'zod';

/** The id a browser says it has; as long as a cookie can be, since anybody may have written that cookie. */
export const Aid: z.ZodType<string> = z.string().min(1).max(4096);
