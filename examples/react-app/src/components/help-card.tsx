import './help-card.css';
import { DriftFallback, useDrift, useDriftState } from '@driftkit/widget/react';
import type { ReactNode } from 'react';
import { ChatButton } from './chat-button';

/** The way to the people of Harbor: the chat, or another way where there is no chat. */
export function HelpCard(): ReactNode {
  return (
    <section className="help" aria-labelledby="help-card-title">
      <div>
        <h2 id="help-card-title">Talk to us</h2>
        <p>Every day from eight to eight. You write with a person who can see the account you ask about.</p>
      </div>
      <ChatOrFallback />
    </section>
  );
}

function ChatOrFallback(): ReactNode {
  const drift = useDrift();
  const { status } = useDriftState();
  const ask = (): void => drift.track('asked_for_help', { from: window.location.pathname });
  return (
    <>
      {status !== 'failed' && status !== 'disabled' && <ChatButton onAsk={ask}>Chat with us</ChatButton>}
      <DriftFallback>
        <div role="status" className="help-unavailable">
          <strong>Chat is unavailable right now.</strong>
          <p>
            Write to <a href="mailto:help@harbor.example">help@harbor.example</a> or call{' '}
            <a href="tel:+35315550142">+353 1 555 0142</a>.
          </p>
        </div>
      </DriftFallback>
    </>
  );
}
