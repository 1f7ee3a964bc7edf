import './header.css';
import type { ReactNode } from 'react';
import { Link, NavLink } from 'react-router';
import { useSession } from '../session';
import { AccountMenu } from './account-menu';
import { Logo } from './logo';

export function Header(): ReactNode {
  const { user } = useSession();
  return (
    <header className="header">
      <Link className="header-home" to="/">
        <Logo /> Harbor
      </Link>
      <nav className="header-nav" aria-label="Main">
        <NavLink to="/pricing">Pricing</NavLink>
        {user && <NavLink to="/dashboard">Account</NavLink>}
        {user && <AccountMenu user={user} />}
        {user === null && <NavLink to="/sign-up">Sign up</NavLink>}
        {user === null && (
          <Link className="button button-quiet" to="/login">
            Log in
          </Link>
        )}
      </nav>
    </header>
  );
}
