/** What an app may do; frozen into its token when it is connected. */
export type Scope =
  | 'contact_read'
  | 'contact_write'
  | 'all_contact_read'
  | 'conversation_read'
  | 'conversation_write'
  | 'user_read'
  | 'user_write'
  | 'account_read'
  | 'account_write'
  | 'gdpr_read'
  | 'gdpr_write';

/** An app of the developer console, as dev.drift.com has it. */
export interface App {
  /** A UUID; messages that the app posts carry it as `developer_app_id`. */
  id: string;
  createdAt: number;
  name: string;
  /** What the next token may do; the present one keeps what it was issued with. */
  scopes: Scope[];
  /** Null: disconnected. */
  token: AccessToken | null;
  clientId: string;
  clientSecret: string;
  /** Where OAuth sends the browser back to. */
  redirectUri: string | null;
  /** Where webhooks go. */
  requestUrl: string | null;
  /** Webhook events that it is subscribed to. */
  events: string[];
  /** Stands in every webhook, in the body and in the header. */
  verificationToken: string;
  /** The one before its last rotation. */
  previousVerificationToken: string | null;
}

/** A bearer token, and what it may do. */
export interface AccessToken {
  value: string;
  scopes: Scope[];
  createdAt: number;
}
