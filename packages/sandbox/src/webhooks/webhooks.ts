/** What Drift tells apps by itself. */
export interface Webhooks {
  /**
   * Raises an event by hand, with this `data`: for every app that is subscribed to it, or for one app whether it is
   * subscribed or not. Throws `TypeError` where there is no such app.
   */
  emit(event: string, data?: unknown, target?: { appId: string }): void;
  /** As the button that syncs a conversation does. Throws where there is no such conversation. */
  push(conversationId: number, userId?: number): void;
  /** Sends the event of a `webhook` entry of the ledger once more, with the app's token and address of now. */
  sendAgain(seq: number): void;
  /** Resolves when no delivery is on its way any more. */
  settled(): Promise<void>;
}

export interface WorldWebhooks extends Webhooks {
  /** From now on what happens is sent. */
  begin(): void;
  /** Forgets what is on its way, and sends nothing until it begins again. */
  stop(): void;
  /** For good. */
  close(): void;
}
