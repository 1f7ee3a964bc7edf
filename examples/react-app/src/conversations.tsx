import { useDrift, useDriftEvent } from '@driftkit/widget/react';
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { Conversation, User } from '../shared/api-types';
import * as api from './api';
import { readMeeting } from './read-meeting';
import { useSession } from './session';

interface Conversations {
  /** Of whoever is here, newest first: a person's from our server, a visitor's from this page. */
  list: Conversation[];
  problem: string | undefined;
}

interface Known {
  /** The id of whose they are; undefined: a visitor. */
  of: string | undefined;
  list: Conversation[];
  problem?: string;
}

const ConversationsContext = createContext<Conversations>({ list: [], problem: undefined });

/** Hears from Drift what happens in the chat, and stores it with the person it happened to. */
export function ConversationsProvider({ children }: { children: ReactNode }): ReactNode {
  const { user } = useSession();
  const [known, setKnown] = useState<Known>({ of: undefined, list: [] });
  const fail = useFailure(user, setKnown);

  useEffect(() => {
    if (!user) return;
    let current = true;
    api.getConversations(user).then(
      (list) => current && setKnown({ of: user.id, list }),
      (error: Error) => current && fail(error),
    );
    return () => {
      current = false;
    };
  }, [user, fail]);

  useKeeping(user, setKnown, fail);

  const isTheirs = known.of === user?.id;
  const { list, problem } = known;
  const conversations = useMemo(
    () => (isTheirs ? { list, problem } : { list: [], problem: undefined }),
    [isTheirs, list, problem],
  );
  return <ConversationsContext value={conversations}>{children}</ConversationsContext>;
}

export const useConversations = (): Conversations => useContext(ConversationsContext);

type SetKnown = (next: (known: Known) => Known) => void;

function useKeeping(user: User | null | undefined, setKnown: SetKnown, fail: (error: Error) => void): void {
  const drift = useDrift();
  const keep = (conversation: Pick<Conversation, 'id' | 'meeting'>): void => {
    // What Drift still says of somebody who has left is not the next one's.
    const { identity } = drift;
    if ((identity.status === 'identified' ? identity.user.id : undefined) !== user?.id) return;
    const keeping = user
      ? api.keepConversation(user, conversation)
      : Promise.resolve({ startedAt: new Date().toISOString(), ...conversation });
    keeping.then((kept) => setKnown((known) => add(known, user?.id, kept)), fail);
  };
  useDriftEvent('startConversation', ({ conversationId }) => keep({ id: conversationId }));
  useDriftEvent('scheduling:meetingBooked', (booked) =>
    keep({ id: booked.conversationId, ...readMeeting(booked) }),
  );
}

function useFailure(user: User | null | undefined, setKnown: SetKnown): (error: Error) => void {
  const { check } = useSession();
  const of = user?.id;
  return useCallback(
    (error: Error) => {
      if (error instanceof api.ApiError && ['not_logged_in', 'another_user'].includes(error.code))
        return check();
      setKnown((known) => ({ of, list: known.of === of ? known.list : [], problem: error.message }));
    },
    [check, of, setKnown],
  );
}

function add(known: Known, of: string | undefined, conversation: Conversation): Known {
  const theirs = known.of === of ? known.list : [];
  const before = theirs.find(({ id }) => id === conversation.id);
  const others = theirs.filter((each) => each !== before);
  return { of, list: [{ ...before, ...conversation }, ...others] };
}
