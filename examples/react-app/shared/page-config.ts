/** What the server tells the page about Drift: no secret, nothing about a person. */
export interface PageConfig {
  embedId: string;
  /** Where Drift's script comes from; absent: from Drift itself. */
  scriptUrl?: string;
  /** The sandbox's console; absent: this is the real Drift. */
  consoleUrl?: string;
  /** The playbook of the quote bot; absent: there is none. */
  quoteInteractionId?: number;
  /** Whether Drift is asked to erase whoever deletes their account. */
  erasesInDrift?: true;
}
