import './login-page.css';
import { useActionState, useRef } from 'react';
import type { ReactNode } from 'react';
import { Navigate } from 'react-router';
import { DEMO_PASSWORD, DEMO_PEOPLE } from '../../shared/demo-people';
import { useSession } from '../session';

export function LoginPage(): ReactNode {
  const { user } = useSession();
  if (user) return <Navigate to="/dashboard" replace />;
  return (
    <div className="login">
      <title>Log in · Harbor</title>
      <h1>Log in</h1>
      <LoginForm />
    </div>
  );
}

function LoginForm(): ReactNode {
  const { logIn } = useSession();
  const form = useRef<HTMLFormElement>(null);
  const [failure, submit, pending] = useActionState(async (_earlier: Failure | null, entries: FormData) => {
    const email = text(entries.get('email'));
    try {
      await logIn(email, text(entries.get('password')));
      return null;
    } catch (error) {
      return { message: (error as Error).message, email };
    }
  }, null);

  const fillIn = (email: string) => {
    setField(form.current, 'email', email);
    setField(form.current, 'password', DEMO_PASSWORD);
    form.current?.requestSubmit();
  };

  return (
    <>
      <form className="login-form" action={submit} ref={form}>
        <label>
          E-mail
          <input name="email" type="email" autoComplete="username" required defaultValue={failure?.email} />
        </label>
        <label>
          Password
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        {failure && (
          <p className="field-problem" role="alert">
            {failure.message}
          </p>
        )}
        <button type="submit" className="button" disabled={pending}>
          Log in
        </button>
      </form>
      <DemoPeople onChoose={fillIn} disabled={pending} />
    </>
  );
}

interface Failure {
  message: string;
  email: string;
}

interface DemoPeopleProps {
  onChoose: (email: string) => void;
  disabled: boolean;
}

function DemoPeople({ onChoose, disabled }: DemoPeopleProps): ReactNode {
  return (
    <section className="demo-people" aria-labelledby="demo-people-title">
      <h2 id="demo-people-title">People of the demo</h2>
      <p>
        The password of each is <code>{DEMO_PASSWORD}</code>.
      </p>
      <ul>
        {DEMO_PEOPLE.map(({ name, email }) => (
          <li key={email}>
            <span>
              {name}
              <small>{email}</small>
            </span>
            <button
              type="button"
              className="button button-quiet"
              disabled={disabled}
              aria-label={`Log in as ${name}`}
              onClick={() => onChoose(email)}
            >
              Log in
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const text = (value: FormDataEntryValue | null): string => (typeof value === 'string' ? value : '');

function setField(form: HTMLFormElement | null, name: string, value: string): void {
  const field = form?.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.value = value;
}
