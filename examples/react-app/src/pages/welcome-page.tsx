import './login-page.css';
import { useActionState, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Link, Navigate } from 'react-router';
import type { Invited } from '../../shared/api-types';
import { SHORTEST_PASSWORD } from '../../shared/sign-up-rules';
import { getInvited } from '../api';
import { FieldProblem, FormField, textOf } from '../components/form-field';
import { Notice } from '../components/notice';
import { linkToken } from '../link-token';
import { useSession } from '../session';

/** Where the link of a mail leads. Opening the page uses nothing up; programs that look into mails do so too. */
export function WelcomePage(): ReactNode {
  const { user } = useSession();
  const { invited, problem } = useInvited();
  if (user) return <Navigate to="/dashboard" replace />;
  return (
    <div className="login">
      <title>Welcome · Harbor</title>
      <h1>Welcome to Harbor</h1>
      {problem !== undefined && (
        <Notice>
          {problem} <Link to="/sign-up">Sign up</Link>
        </Notice>
      )}
      {invited && <WelcomeForm invited={invited} />}
    </div>
  );
}

function WelcomeForm({ invited }: { invited: Invited }): ReactNode {
  const { openAccount } = useSession();
  const [given, setGiven] = useState(invited);
  const [problem, submit, pending] = useActionState(async (_earlier: string | null, entries: FormData) => {
    const [name, company] = [textOf(entries, 'name'), textOf(entries, 'company')];
    setGiven({ ...invited, name, company });
    try {
      await openAccount({ token: linkToken, name, company, password: textOf(entries, 'password') });
      return null;
    } catch (error) {
      return (error as Error).message;
    }
  }, null);
  return (
    <form className="login-form" action={submit}>
      <p>
        An account for {invited.email}, on the {invited.plan} plan.
      </p>
      {/* Password managers keep the password under it. */}
      <input type="email" name="email" autoComplete="username" value={invited.email} readOnly hidden />
      <FormField
        label="Your name"
        name="name"
        autoComplete="name"
        maxLength={200}
        defaultValue={given.name}
      />
      <FormField
        label="Company"
        name="company"
        autoComplete="organization"
        maxLength={200}
        defaultValue={given.company}
      />
      <FormField
        label={`Password, ${SHORTEST_PASSWORD} characters or more`}
        name="password"
        type="password"
        autoComplete="new-password"
        minLength={SHORTEST_PASSWORD}
        maxLength={200}
      />
      {problem !== null && <FieldProblem>{problem}</FieldProblem>}
      <button type="submit" className="button" disabled={pending}>
        Open the account
      </button>
    </form>
  );
}

function useInvited(): { invited?: Invited; problem?: string } {
  const [known, setKnown] = useState<{ invited?: Invited; problem?: string }>({});
  useEffect(() => {
    let current = true;
    getInvited(linkToken).then(
      (invited) => current && setKnown({ invited }),
      ({ message }: Error) => current && setKnown({ problem: message }),
    );
    return () => {
      current = false;
    };
  }, []);
  return known;
}
