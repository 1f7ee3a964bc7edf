import './pricing-page.css';
import { useDrift } from '@driftkit/widget/react';
import { Link } from 'react-router';
import type { ReactNode } from 'react';
import { ChatButton } from '../components/chat-button';
import { pageConfig } from '../page-config';
import { useSession } from '../session';

interface Plan {
  id: 'starter' | 'growth';
  name: string;
  price: string;
  for: string;
  features: string[];
}

const PLANS: Plan[] = [
  {
    id: 'starter',
    name: 'Starter',
    price: '€9',
    for: 'For one person and a first set of books.',
    features: [
      'One account, one card',
      'Tax set aside as you earn',
      'Twelve months of tides',
      'People who answer, by chat and mail',
    ],
  },
  {
    id: 'growth',
    name: 'Growth',
    price: '€29',
    for: 'For a company with a payroll and a plan.',
    features: [
      'Five accounts, cards for everybody',
      'A pot for each tax and each season',
      'Every month since you joined',
      'The same, and a call a month about your books',
    ],
  },
];

const QUESTIONS = [
  ['Can I change plans?', 'Whenever you like. The rest of the month is set off against the next one.'],
  [
    'Is there anything else to pay?',
    'Transfers inside Europe cost nothing. Cards abroad cost what the network takes, and not a cent more.',
  ],
  [
    'What happens if I leave?',
    'Your money goes where you say, and your books with it, as files that any accountant can read.',
  ],
];

export function PricingPage(): ReactNode {
  const { user } = useSession();
  return (
    <div className="pricing">
      <title>Pricing · Harbor</title>
      <div className="pricing-title">
        <h1>Two plans. No small print.</h1>
        <p>A month at a time, for the whole company, without a card reader to rent.</p>
      </div>
      <div className="plans">
        {PLANS.map((plan) => (
          <PlanCard key={plan.id} plan={plan} isTheirs={user?.plan === plan.id} />
        ))}
      </div>
      {pageConfig.quoteInteractionId !== undefined && <Quote interactionId={pageConfig.quoteInteractionId} />}
      <section className="questions" aria-labelledby="questions-title">
        <h2 id="questions-title">What people ask first</h2>
        <dl>
          {QUESTIONS.map(([question, answer]) => (
            <div key={question}>
              <dt>{question}</dt>
              <dd>{answer}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}

function PlanCard({ plan, isTheirs }: { plan: Plan; isTheirs: boolean }): ReactNode {
  const drift = useDrift();
  const ask = (): void => {
    drift.track('asked_for_help', { from: window.location.pathname });
    drift.track('asked_about_plan', { plan: plan.id });
  };
  return (
    <section className="plan" aria-labelledby={`plan-${plan.id}`}>
      <h2 id={`plan-${plan.id}`}>
        {plan.name} {isTheirs && <small>Your plan</small>}
      </h2>
      <p className="plan-price">
        <strong>{plan.price}</strong> a month
      </p>
      <p>{plan.for}</p>
      <ul>
        {plan.features.map((feature) => (
          <li key={feature}>{feature}</li>
        ))}
      </ul>
      <div className="plan-buttons">
        <ChoosePlan plan={plan} isTheirs={isTheirs} />
        <ChatButton className="button button-quiet" onAsk={ask}>
          Ask about {plan.name}
        </ChatButton>
      </div>
    </section>
  );
}

function ChoosePlan({ plan, isTheirs }: { plan: Plan; isTheirs: boolean }): ReactNode {
  const { user, choosePlan } = useSession();
  if (!user)
    return (
      <Link className="button" to="/sign-up" aria-label={`Open an account, then choose ${plan.name}`}>
        Open an account
      </Link>
    );
  return (
    <button type="button" className="button" disabled={isTheirs} onClick={() => void choosePlan(plan.id)}>
      {isTheirs ? 'Chosen' : `Choose ${plan.name}`}
    </button>
  );
}

/** The bot asks in the chat; our server works the quote out and posts it there. */
function Quote({ interactionId }: { interactionId: number }): ReactNode {
  const drift = useDrift();
  return (
    <section className="quote" aria-labelledby="quote-title">
      <h2 id="quote-title">A price for your company</h2>
      <p>Three questions in the chat, and the answer comes at once.</p>
      <ChatButton onAsk={() => drift.api.startInteraction({ interactionId })}>Get a quote</ChatButton>
    </section>
  );
}
