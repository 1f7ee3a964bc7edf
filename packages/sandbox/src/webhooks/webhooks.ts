/** The webhooks that Drift sends to apps. */
export interface Webhooks {
  /**
   * Raises an event by hand, with this `data`: for every app that is subscribed to it, or for one app whether it is
   * subscribed or not. Throws `TypeError` for an unknown app.
   */
  emit(event: string, data?: unknown, target?: { appId: string }): void;
  /** Does what the Sync button does. Throws for an unknown conversation. */
  push(conversationId: number, userId?: number): void;
  /** Sends the event of a `webhook` entry of the ledger once more, with the app's token and address of now. */
  sendAgain(seq: number): void;
  /** Resolves when no delivery is on its way. */
  settled(): Promise<void>;
}

export interface WorldWebhooks extends Webhooks {
  /** Sends what happens from now on. */
  begin(): void;
  /** Drops deliveries on their way, and sends nothing until `begin`. */
  stop(): void;
  /** Stops for good, and closes the connections. */
  close(): void;
}
