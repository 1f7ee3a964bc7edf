import { useDrift, useDriftEvent } from '@driftkit/widget/react';
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { Conversation, Meeting, User } from '../shared/api-types';
import * as api from './api';
import { bookedMeeting } from './booked-meeting';
import { useSession } from './session';

interface Conversations {
  /** Of whoever is here, newest first: a person's from our server, a visitor's from this page. */
  list: Conversation[];
  problem: string | undefined;
  /** Asks the server again. */
  refresh(): void;
}

interface Known {
  /** The id of whose they are, who is always whoever is here; undefined: a visitor. */
  of: string | undefined;
  list: Conversation[];
  problem?: string;
}

const nothing = { list: [], problem: undefined, refresh: () => undefined };
const ConversationsContext = createContext<Conversations>(nothing);

/** Hears from Drift what happens in the chat, and stores it with the person it happened to; the server has what was said. */
export function ConversationsProvider({ children }: { children: ReactNode }): ReactNode {
  const { user } = useSession();
  const [known, setKnown] = useState<Known>({ of: undefined, list: [] });
  if (known.of !== user?.id) setKnown({ of: user?.id, list: [] });
  const fail = useFailure(user, setKnown);

  const refresh = useCallback(() => {
    if (!user) return;
    api.getConversations(user).then((list) => setKnown((before) => take(before, user.id, list)), fail);
  }, [user, fail]);
  useEffect(refresh, [refresh]);
  useKeeping(user, setKnown, fail);

  const { list, problem } = known;
  const conversations = useMemo(() => ({ list, problem, refresh }), [list, problem, refresh]);
  return <ConversationsContext value={conversations}>{children}</ConversationsContext>;
}

export const useConversations = (): Conversations => useContext(ConversationsContext);

const EVERY = 2000;

/** Keeps them as the server has them, for as long as somebody looks at the page. */
export function useLiveConversations(): void {
  const { refresh } = useConversations();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') refresh();
    }, EVERY);
    return () => clearInterval(timer);
  }, [refresh]);
}

type SetKnown = (next: (known: Known) => Known) => void;

function useKeeping(user: User | null | undefined, setKnown: SetKnown, fail: (error: Error) => void): void {
  const drift = useDrift();
  const keep = (conversation: { id: number; meeting?: Meeting }): void => {
    if (!Number.isSafeInteger(conversation.id)) return;
    // What Drift still says of somebody who has left is not the next one's.
    const { identity } = drift;
    if ((identity.status === 'identified' ? identity.user.id : undefined) !== user?.id) return;
    const keeping = user
      ? api.keepConversation(user, conversation)
      : Promise.resolve(ofVisitor(conversation));
    keeping.then((kept) => setKnown((known) => add(known, user?.id, kept)), fail);
  };
  useDriftEvent('startConversation', ({ conversationId }) => keep({ id: conversationId }));
  useDriftEvent('scheduling:meetingBooked', (booked) => {
    const meeting = bookedMeeting(booked);
    keep({ id: booked.conversationId, ...(meeting && { meeting }) });
  });
}

const ofVisitor = ({ id, meeting }: { id: number; meeting?: Meeting }): Conversation => ({
  id: String(id),
  startedAt: new Date().toISOString(),
  messages: [],
  ...(meeting && { meeting }),
});

function useFailure(user: User | null | undefined, setKnown: SetKnown): (error: Error) => void {
  const { check } = useSession();
  const of = user?.id;
  return useCallback(
    (error: Error) => {
      if (error instanceof api.ApiError && ['not_logged_in', 'another_user'].includes(error.code))
        return check();
      setKnown((known) => (known.of === of ? { ...known, problem: error.message } : known));
    },
    [check, of, setKnown],
  );
}

/** An answer may come when somebody else is here by now: then it changes nothing. */
function add(known: Known, of: string | undefined, conversation: Conversation): Known {
  if (known.of !== of) return known;
  const before = known.list.find(({ id }) => id === conversation.id);
  const others = known.list.filter((each) => each !== before);
  const messages = before?.messages ?? conversation.messages;
  return { of, list: [{ ...before, ...conversation, messages }, ...others] };
}

/** What began while the server was asked is not in its answer. The same answer as before renders nothing. */
function take(known: Known, of: string, list: Conversation[]): Known {
  if (known.of !== of) return known;
  const news = known.list.filter(({ id }) => !list.some((each) => each.id === id));
  const next = [...news, ...list];
  const isSame = known.problem === undefined && JSON.stringify(next) === JSON.stringify(known.list);
  return isSame ? known : { of, list: next };
}
