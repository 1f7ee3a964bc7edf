/** The person a session belongs to, as the page may know them. */
export interface User {
  id: string;
  email: string;
  name: string;
  company: string;
  plan: 'starter' | 'growth';
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

/** A conversation in the chat, by Drift's own id; `startedAt` is an ISO time. */
export interface Conversation {
  id: number;
  startedAt: string;
  meeting?: Meeting;
}

/** The body of every answer of the API that is not a success. */
export interface ApiErrorBody {
  error: { code: string; message: string };
}
