import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useSession } from '../session';
import { Notice } from './notice';

/** What became of the session, where nobody asked for it. */
export function SessionNotice(): ReactNode {
  const { problem, ended } = useSession();
  if (problem !== undefined) return <Notice>{problem}</Notice>;
  if (!ended) return null;
  return (
    <Notice>
      <strong>Your session has ended, {ended.name.split(' ')[0]}.</strong> Your account is locked, and the
      chat with it. <Link to="/login">Log in to go on</Link>
    </Notice>
  );
}
