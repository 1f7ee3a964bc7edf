import './goodbye-page.css';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { Link, Navigate } from 'react-router';
import { HelpCard } from '../components/help-card';
import { useSession } from '../session';
import { sessionNews } from '../session-news';

/** Where "Log out and leave the page" ends: a fresh page, with nobody logged in. */
export function GoodbyePage(): ReactNode {
  const { user } = useSession();
  useEffect(() => sessionNews.tell(), []);
  if (user) return <Navigate to="/dashboard" replace />;
  return (
    <div className="goodbye">
      <title>Goodbye · Harbor</title>
      <h1>You are logged out.</h1>
      <p>
        Nothing of your account or your chat is left in this browser. <Link to="/login">Log in again</Link>
      </p>
      <HelpCard />
    </div>
  );
}
