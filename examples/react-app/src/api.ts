import type {
  ApiErrorBody,
  Conversation,
  Invited,
  JournalEntry,
  Mail,
  Meeting,
  Overview,
  User,
} from '../shared/api-types';

/** An answer of our own server that is not a success; `code` is one of its words, `offline` when there was none, `unreadable` when it was not its own. */
export class ApiError extends Error {
  readonly code: string;

  constructor({ code, message }: ApiErrorBody['error']) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
  }
}

export const getUser = async (): Promise<User | null> =>
  (await request<{ user: User | null }>('GET', '/api/me')).user;

export const logIn = async (email: string, password: string): Promise<User> =>
  (await request<{ user: User }>('POST', '/api/login', { email, password })).user;

export const logOut = (): Promise<void> => request('POST', '/api/logout', {});

/** Resolves whoever the address belongs to: a mail says the rest. */
export const signUp = (person: { email: string; name: string; company: string }): Promise<void> =>
  request('POST', '/api/sign-up', person);

/** For whom the link of a mail is, while it works. */
export const getInvited = async (token: string): Promise<Invited> =>
  (await request<{ invited: Invited }>('POST', '/api/link', { token })).invited;

export interface Welcome {
  token: string;
  name: string;
  company: string;
  password: string;
}
export const openAccount = async (welcome: Welcome): Promise<User> =>
  (await request<{ user: User }>('POST', '/api/welcome', welcome)).user;

export const choosePlan = async (plan: User['plan']): Promise<User> =>
  (await request<{ user: User }>('POST', '/api/plan', { plan })).user;

export const deleteAccount = (password: string): Promise<void> =>
  request('POST', '/api/account/delete', { password });

export const getMails = async (): Promise<Mail[]> =>
  (await request<{ mails: Mail[] }>('GET', '/api/mailbox')).mails;

export const getJournal = async (): Promise<JournalEntry[]> =>
  (await request<{ entries: JournalEntry[] }>('GET', '/api/journal')).entries;

export const getOverview = (): Promise<Overview> => request('GET', '/api/overview');

export const getConversations = async ({ id }: User): Promise<Conversation[]> =>
  (await request<{ conversations: Conversation[] }>('GET', '/api/conversations', undefined, id))
    .conversations;

/** Stores it for this person, and for nobody else: where another one is logged in by now, the server refuses. */
export const keepConversation = async (
  user: User,
  { id, meeting }: { id: number; meeting?: Meeting },
): Promise<Conversation> =>
  (
    await request<{ conversation: Conversation }>(
      'PUT',
      `/api/conversations/${id}`,
      { ...(meeting && { meeting }) },
      user.id,
    )
  ).conversation;

async function request<Answer>(
  method: string,
  path: string,
  body?: object,
  meantFor?: string,
): Promise<Answer> {
  const response = await send(method, path, body, meantFor);
  if (response.status === 204) return undefined as Answer;
  // Something between us and the server may answer in its own words.
  const answer = (await response.json().catch(() => ({}))) as Answer & Partial<ApiErrorBody>;
  if (!response.ok) throw new ApiError(answer.error ?? UNREADABLE);
  return answer;
}

const UNREADABLE = {
  code: 'unreadable',
  message: 'Harbor did not answer as it should. Try again in a moment.',
};

async function send(
  method: string,
  path: string,
  body: object | undefined,
  meantFor: string | undefined,
): Promise<Response> {
  const headers = {
    ...(body && { 'content-type': 'application/json' }),
    ...(meantFor !== undefined && { 'x-harbor-user': meantFor }),
  };
  try {
    return await fetch(path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  } catch {
    throw new ApiError({
      code: 'offline',
      message: 'Harbor cannot be reached. Check your connection and try again.',
    });
  }
}
