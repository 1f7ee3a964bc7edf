import './home-page.css';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ConversationList } from '../components/conversation-list';
import { HelpCard } from '../components/help-card';
import { TideChart } from '../components/tide-chart';
import { euros } from '../format';
import { useSession } from '../session';

/** What the picture on the home page shows: nobody's money. */
const SAMPLE = [
  { month: '2026-06', moneyIn: 2_140_000, moneyOut: 1_610_000 },
  { month: '2026-07', moneyIn: 1_890_000, moneyOut: 1_580_000 },
  { month: '2026-08', moneyIn: 2_560_000, moneyOut: 1_730_000 },
  { month: '2026-09', moneyIn: 2_330_000, moneyOut: 1_820_000 },
  { month: '2026-10', moneyIn: 2_970_000, moneyOut: 1_900_000 },
  { month: '2026-11', moneyIn: 3_180_000, moneyOut: 2_040_000 },
];

export function HomePage(): ReactNode {
  return (
    <div className="home">
      <title>Harbor: know how much of it is yours</title>
      <section className="hero">
        <div>
          <h1>Know how much of it is yours.</h1>
          <p>
            Harbor is the account for small companies. It keeps the tax office’s share apart, shows the months
            as they come in, and has people you can ask.
          </p>
          <CallToAction />
        </div>
        <figure className="hero-picture">
          <figcaption>
            <span>This month, after tax and bills</span>
            <strong>{euros(874_000)}</strong>
          </figcaption>
          <TideChart flow={SAMPLE} />
        </figure>
      </section>
      <dl className="reasons">
        <div>
          <dt>Tax is set aside as you earn</dt>
          <dd>A share of every payment goes to its own pot, so the return is never a surprise.</dd>
        </div>
        <div>
          <dt>One line to stay above</dt>
          <dd>
            What comes in is the tide; what goes out is the line. A month that runs dry shows weeks ahead.
          </dd>
        </div>
        <div>
          <dt>No ticket numbers</dt>
          <dd>
            Write, call or mail. The same few people answer, and they remember what you asked last time.
          </dd>
        </div>
      </dl>
      <HelpCard />
      <ConversationList />
    </div>
  );
}

function CallToAction(): ReactNode {
  const { user } = useSession();
  if (user === undefined) return <p className="call-to-action" />;
  return (
    <p className="call-to-action">
      {user ? (
        <Link className="button" to="/dashboard">
          Go to your account
        </Link>
      ) : (
        <Link className="button" to="/sign-up">
          Open an account
        </Link>
      )}
      <Link className="button button-quiet" to="/pricing">
        See the plans
      </Link>
    </p>
  );
}
