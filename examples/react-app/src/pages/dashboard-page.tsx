import './dashboard-page.css';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Navigate } from 'react-router';
import type { Overview, User } from '../../shared/api-types';
import { ApiError, getOverview } from '../api';
import { ConversationList } from '../components/conversation-list';
import { useLiveConversations } from '../conversations';
import { DeleteAccount } from '../components/delete-account';
import { HelpCard } from '../components/help-card';
import { Notice } from '../components/notice';
import { TideChart } from '../components/tide-chart';
import { TransactionTable } from '../components/transaction-table';
import { euros, exactEuros } from '../format';
import { useSession } from '../session';

export function DashboardPage(): ReactNode {
  const { user } = useSession();
  if (user === undefined) return null;
  if (user === null) return <Navigate to="/login" replace />;
  // The key: nothing of one person's page is left when another takes over.
  return <Dashboard key={user.id} user={user} />;
}

function Dashboard({ user }: { user: User }): ReactNode {
  const { overview, problem } = useOverview();
  useLiveConversations();
  return (
    <div className="dashboard">
      <title>{`${user.company} · Harbor`}</title>
      <div className="dashboard-title">
        <h1>{user.company}</h1>
        <p>
          {user.name}, {user.plan} plan
        </p>
      </div>
      {problem !== undefined && <Notice>{problem}</Notice>}
      {overview && <Books overview={overview} />}
      <ConversationList empty="None yet. What you ask in the chat is kept here, with the meetings that come of it." />
      <HelpCard />
      <DeleteAccount user={user} />
    </div>
  );
}

function Books({ overview }: { overview: Overview }): ReactNode {
  const { transactions } = overview;
  if (transactions.length === 0) return <p>Nothing has come in yet. The first payment begins your books.</p>;
  return (
    <>
      <Figures overview={overview} />
      <TransactionTable transactions={transactions} />
    </>
  );
}

function Figures({ overview }: { overview: Overview }): ReactNode {
  const { balance, setAsideForTax, flow } = overview;
  return (
    <section className="figures" aria-label="Balance">
      <dl>
        <div>
          <dt>Yours to spend</dt>
          <dd>{exactEuros(balance - setAsideForTax)}</dd>
        </div>
        <div>
          <dt>Set aside for tax</dt>
          <dd>{euros(setAsideForTax)}</dd>
        </div>
        <div>
          <dt>In the account</dt>
          <dd>{exactEuros(balance)}</dd>
        </div>
      </dl>
      <figure>
        <TideChart flow={flow} />
        <figcaption>
          <span data-line="in">Money in</span>
          <span data-line="out">Money out</span>
        </figcaption>
      </figure>
    </section>
  );
}

function useOverview(): { overview: Overview | undefined; problem: string | undefined } {
  const { check } = useSession();
  const [overview, setOverview] = useState<Overview>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    let current = true;
    getOverview().then(
      (answer) => current && setOverview(answer),
      (error: Error) => {
        if (!current) return;
        if (error instanceof ApiError && error.code === 'not_logged_in') return check();
        setProblem(error.message);
      },
    );
    return () => {
      current = false;
    };
  }, [check]);
  return { overview, problem };
}
