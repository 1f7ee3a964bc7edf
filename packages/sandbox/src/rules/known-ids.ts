import type { Author } from '../protocol';

/** The one organization of a sandbox. */
export const ORG_ID = 4100;

/** Ids from here on belong to generated rows. Rows that a person or a visitor made have lower ids. */
export const FIRST_COMPUTED_ID = 1_000_000_000;

export const VISITOR: Author = { id: 0, name: 'You' };
export const BOT: Author = { id: 100, name: 'Driftbot' };
/** The agent who answers when the caller names none. */
export const DEFAULT_AGENT: Author = { id: 101, name: 'Avery' };
