/** Drift's three modes, lower-cased (devdocs: Signed identities). */
export type SignedIdentities = 'disabled' | 'enabled' | 'required';

/** How the include script answers. `{ slow }` is a delay in milliseconds. */
export type ScriptFault = 'none' | '404' | '500' | 'hang' | 'no_global' | 'throws' | { slow: number };
/** What happens to a boot: `never_ready` is silence, `refused` a null access token. */
export type BootFault = 'none' | 'never_ready' | 'refused';
/** What happens to `setUserAttributes` on its way to Drift. */
export type AttributesFault = 'none' | 'fail';

export interface Faults {
  script: ScriptFault;
  boot: BootFault;
  attributes: AttributesFault;
}

/** The switches for what Drift's documents do not say; see `assumptions.ts`. */
export interface Assumptions {
  conversationOnIdentify: 'stays' | 'moves';
  readyAfterReset: boolean;
  handlersAfterReset: 'kept' | 'gone';
  handlersAfterUnload: 'kept' | 'gone';
  tokenMidSession: 'checked' | 'ignored';
  identifyDuringReset: 'applied' | 'lost' | 'to_old_contact';
  unload: boolean;
  subMismatch: 'refused' | 'accepted';
  failedSetUserAttributes: 'jams' | 'continues';
  associatedAid: 'contact' | 'anonymous';
  userJwtCookie: 'stored' | 'absent';
  throwingHandler: 'isolated' | 'stops_the_rest';
}

export interface Settings {
  signedIdentities: SignedIdentities;
  cookieDomains: string[];
  assumptions: Assumptions;
}
