import { z } from 'zod';
import type { Attributes as Shape } from '../protocol';

/** Attributes are flat: names with a string, a number or a boolean (devdocs: Contact properties). */
export const Attributes: z.ZodType<Shape> = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean()]),
);
