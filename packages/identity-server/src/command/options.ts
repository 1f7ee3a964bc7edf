import type { parseArgs } from 'node:util';

/** Every option of every command. */
export const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  'secret-stdin': { type: 'boolean' },
  secret: { type: 'string' },
  'expires-in': { type: 'string' },
  claims: { type: 'string' },
  'user-id': { type: 'string' },
  'clock-tolerance': { type: 'string' },
} as const;

/** Their values, as parsed. */
export type Options = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];
