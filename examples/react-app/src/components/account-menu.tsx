import './account-menu.css';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { User } from '../../shared/api-types';
import { DEMO_PASSWORD, DEMO_PEOPLE } from '../../shared/demo-people';
import { drift } from '../drift';
import { useSession } from '../session';

/** Who is logged in, who else could be, and the two ways out. */
export function AccountMenu({ user }: { user: User }): ReactNode {
  const { switchTo, logOut } = useSession();
  const navigate = useNavigate();
  const menu = useRef<HTMLDivElement>(null);
  const others = DEMO_PEOPLE.filter(({ email }) => email !== user.email);

  const choose = (action: () => Promise<void>) => () => {
    menu.current?.hidePopover();
    void action();
  };
  const leave = () => {
    void navigate('/');
    return logOut();
  };

  return (
    <>
      <button type="button" className="account-button" popoverTarget="account-menu">
        <span className="account-initials" aria-hidden="true">
          {initials(user.name)}
        </span>
        <span className="account-name">{user.name}</span>
      </button>
      <div id="account-menu" className="account-menu" popover="auto" ref={menu}>
        <p>
          {user.company}
          <span>{user.email}</span>
        </p>
        {others.map(({ email, name }) => (
          <button key={email} type="button" onClick={choose(() => switchTo(email, DEMO_PASSWORD))}>
            Switch to {name}
          </button>
        ))}
        <hr />
        <button type="button" onClick={choose(leave)}>
          Log out
        </button>
        <LogOutAndLeave />
      </div>
    </>
  );
}

/** Ends the session by leaving the page: Drift's half has to be done before the browser moves on, and is. */
function LogOutAndLeave(): ReactNode {
  return (
    <form method="post" action="/logout" onSubmit={() => void drift.logout()}>
      <button type="submit">Log out and leave the page</button>
    </form>
  );
}

const initials = (name: string): string =>
  name
    .split(' ')
    .map((word) => word.charAt(0))
    .join('');
