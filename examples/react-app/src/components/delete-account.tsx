import './delete-account.css';
import { useActionState } from 'react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { User } from '../../shared/api-types';
import { pageConfig } from '../page-config';
import { useSession } from '../session';
import { FieldProblem, FormField, textOf } from './form-field';

/** The last thing on the account page: for good, and only with the password. */
export function DeleteAccount({ user }: { user: User }): ReactNode {
  const { deleteAccount } = useSession();
  const navigate = useNavigate();
  const [problem, submit, pending] = useActionState(async (_earlier: string | null, entries: FormData) => {
    try {
      await deleteAccount(textOf(entries, 'password'));
    } catch (error) {
      return (error as Error).message;
    }
    void navigate('/goodbye');
    return null;
  }, null);
  return (
    <details className="delete-account">
      <summary>Delete the account</summary>
      <p>
        Your account, your conversations and everything about you are erased here at once, and cannot be
        brought back. {whatDriftDoes(user)}
      </p>
      <form action={submit}>
        <FormField label="Your password" name="password" type="password" autoComplete="current-password" />
        {problem !== null && <FieldProblem>{problem}</FieldProblem>}
        <button type="submit" className="button button-danger" disabled={pending}>
          Delete it for good
        </button>
      </form>
    </details>
  );
}

function whatDriftDoes({ isVerified }: User): string {
  if (!pageConfig.erasesInDrift)
    return 'Drift, which runs the chat, keeps what it has. Write to us, and we have it erased there.';
  return isVerified
    ? 'Drift, which runs the chat, is asked to erase what it has under your e-mail address.'
    : 'Drift, which runs the chat, keeps what it has: nobody has confirmed that your e-mail address is yours.';
}
