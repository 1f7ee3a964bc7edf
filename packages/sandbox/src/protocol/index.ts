/**
 * What the sandbox says to the world: ledger entries, state, and the messages of its live streams.
 * Types only, shared by the server, the two frames and whatever watches from outside (a console, a test).
 * All times are epoch milliseconds; ids of contacts, conversations and messages are numbers, as Drift's are.
 */
export type * from './accounts';
export type * from './apps';
export type * from './author';
export type * from './widget-answers';
export type * from './grants';
export type * from './ledger';
export type * from './playbooks';
export type * from './records';
export type * from './rest-settings';
export type * from './settings';
export type * from './watchers';
