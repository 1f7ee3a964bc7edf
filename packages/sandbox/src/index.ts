export { createSandbox } from './create-sandbox';
export type { Sandbox } from './create-sandbox';
export type { SandboxOptions, SettingsChanges } from './settings';
export type { Browsers } from './association';
export type { Contacts } from './contacts';
export type { Conversations } from './conversations';
export type { FaultSwitches } from './faults';
export type { Ledger, LedgerFilter, LedgerQuery, WaitOptions } from './ledger';
export type * from './protocol';
