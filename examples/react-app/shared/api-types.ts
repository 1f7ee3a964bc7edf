/** The person a session belongs to, as the page may know them. */
export interface User {
  id: string;
  email: string;
  name: string;
  company: string;
  plan: 'trial' | 'starter' | 'growth';
  /** The owner of the address has confirmed it, by a link in a mail. */
  isVerified: boolean;
}

/** Somebody who may open an account, by a link in a mail. */
export type Invited = Pick<User, 'email' | 'name' | 'company' | 'plan'>;

/** A mail of the demo's mailbox. */
export interface Mail {
  id: number;
  to: string;
  subject: string;
  text: string;
  /** Of our own pages, from the slash on. */
  link?: string;
  sentAt: string;
}

/** Money is in cents, negative going out; dates are ISO days. */
export interface Transaction {
  id: string;
  date: string;
  counterparty: string;
  category: string;
  amount: number;
}

export interface MonthlyFlow {
  month: string;
  moneyIn: number;
  moneyOut: number;
}

/** What the dashboard shows of one person's business. */
export interface Overview {
  balance: number;
  setAsideForTax: number;
  flow: MonthlyFlow[];
  transactions: Transaction[];
}

/** A meeting booked in the chat; `startsAt` is an ISO time. */
export interface Meeting {
  with: string;
  startsAt: string;
  minutes: number;
  timeZone: string;
}

/** Something that the customer may read; private notes never come here. */
export interface SaidMessage {
  id: string;
  from: 'you' | 'team';
  name: string;
  text: string;
  at: string;
}

/** A conversation in the chat, by Drift's own id; `startedAt` is an ISO time. */
export interface Conversation {
  id: string;
  startedAt: string;
  meeting?: Meeting;
  /** Absent until Harbor's server has heard of it. */
  status?: 'open' | 'closed';
  /** The oldest first. */
  messages: SaidMessage[];
}

/** Something that the server did, for the drawer. */
export interface JournalEntry {
  id: number;
  at: string;
  kind: 'webhook' | 'job' | 'rest' | 'crm';
  title: string;
  sentence: string;
  conversationId?: string | undefined;
}

/** The body of every answer of the API that is not a success. */
export interface ApiErrorBody {
  error: { code: string; message: string };
}
