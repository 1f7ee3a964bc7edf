import './login-page.css';
import { useActionState } from 'react';
import type { ReactNode } from 'react';
import { Link, Navigate } from 'react-router';
import { signUp } from '../api';
import { FieldProblem, FormField, textOf } from '../components/form-field';
import { pageConfig } from '../page-config';
import { useSession } from '../session';

/** Asks for an address; the account is opened by the link that is mailed to it, so that nobody opens one for somebody else. */
export function SignUpPage(): ReactNode {
  const { user } = useSession();
  if (user) return <Navigate to="/dashboard" replace />;
  return (
    <div className="login">
      <title>Sign up · Harbor</title>
      <h1>Open an account</h1>
      <SignUpForm />
    </div>
  );
}

interface Outcome {
  sentTo?: string;
  problem?: string;
  person?: { email: string; name: string; company: string };
}

function SignUpForm(): ReactNode {
  const [{ sentTo, problem, person }, submit, pending] = useActionState(ask, {});
  if (sentTo !== undefined) return <LookIntoYourMailbox email={sentTo} />;
  return (
    <form className="login-form" action={submit}>
      <FormField
        label="Your name"
        name="name"
        autoComplete="name"
        maxLength={200}
        defaultValue={person?.name}
      />
      <FormField
        label="Company"
        name="company"
        autoComplete="organization"
        maxLength={200}
        defaultValue={person?.company}
      />
      <FormField
        label="E-mail"
        name="email"
        type="email"
        autoComplete="email"
        maxLength={200}
        defaultValue={person?.email}
      />
      {problem !== undefined && <FieldProblem>{problem}</FieldProblem>}
      <button type="submit" className="button" disabled={pending}>
        Send me a link
      </button>
    </form>
  );
}

async function ask(_earlier: Outcome, entries: FormData): Promise<Outcome> {
  const person = {
    email: textOf(entries, 'email'),
    name: textOf(entries, 'name'),
    company: textOf(entries, 'company'),
  };
  try {
    await signUp(person);
    return { sentTo: person.email };
  } catch (error) {
    return { problem: (error as Error).message, person };
  }
}

function LookIntoYourMailbox({ email }: { email: string }): ReactNode {
  return (
    <div role="status" className="login-form">
      <p>
        <strong>Look into your mailbox.</strong> What you need next is in a mail to {email}.
      </p>
      {pageConfig.consoleUrl !== undefined && (
        <Link className="button" to="/mailbox">
          Open the mailbox of the demo
        </Link>
      )}
    </div>
  );
}
