import { useCallback, useEffect, useRef, useState } from 'react';
import type { User } from '../shared/api-types';
import * as api from './api';
import { sessionNews } from './session-news';
import { useSessionEnd } from './use-session-end';

interface Known {
  /** `undefined` until the server has answered, `null` for a visitor. */
  user: User | null | undefined;
  /** Whose session has ended by itself, until somebody logs in. */
  ended?: User | undefined;
}

export interface KnownUser extends Known {
  ended: User | undefined;
  /** What went wrong with the session, for people; gone as soon as the server has answered well. */
  problem: string | undefined;
  setProblem(problem: string): void;
  /** Asks the server who is logged in by now; of several answers the last question’s counts. */
  check(): void;
  /** What the server has just done for us: newer than any answer still on its way. */
  change(user: User | null): void;
}

/** Who the server says is logged in, asked at the start and whenever there is reason to doubt it. */
export function useKnownUser(): KnownUser {
  const [{ user, ended }, setKnown] = useState<Known>({ user: undefined });
  const [problem, setProblem] = useState<string>();
  const questions = useRef(0);

  const learn = useCallback((next: (known: Known) => Known) => {
    setKnown(next);
    setProblem(undefined);
  }, []);

  const check = useCallback(() => {
    const question = ++questions.current;
    const isLatest = (): boolean => question === questions.current;
    api.getUser().then(
      (next) => isLatest() && learn((known) => answered(known, next)),
      (error: Error) => isLatest() && setProblem(error.message),
    );
  }, [learn]);
  useEffect(check, [check]);
  useSessionEnd(check);

  const change = useCallback(
    (next: User | null) => {
      questions.current += 1;
      learn(() => ({ user: next }));
      sessionNews.tell();
    },
    [learn],
  );
  return { user, ended, problem, setProblem, check, change };
}

/** Somebody was here, and the server knows nobody: their session has ended. */
function answered({ user, ended }: Known, next: User | null): Known {
  return { user: next, ended: next ? undefined : (user ?? ended) };
}
