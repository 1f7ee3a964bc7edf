import './help-card.css';
import { useDrift, useDriftEvent, useDriftState } from '@driftkit/widget/react';
import { useState } from 'react';
import type { ReactNode } from 'react';

/** The way to the people of Harbor: the chat, what became of it, and another way when there is no chat. */
export function HelpCard(): ReactNode {
  const drift = useDrift();
  const unavailable = useDriftState().status === 'failed';
  const openChat = () => {
    drift.track('asked_for_help', { from: window.location.pathname });
    drift.api.openChat();
  };
  return (
    <section className="help" aria-labelledby="help-title">
      <div>
        <h2 id="help-title">Talk to us</h2>
        <p>Every day from eight to eight. You write with a person who can see the account you ask about.</p>
      </div>
      {unavailable ? (
        <ChatUnavailable />
      ) : (
        <button type="button" className="button" onClick={openChat}>
          Chat with us
        </button>
      )}
      <Conversations />
    </section>
  );
}

function ChatUnavailable(): ReactNode {
  return (
    <div role="status" className="help-unavailable">
      <strong>Chat is unavailable right now.</strong>
      <p>
        Write to <a href="mailto:help@harbor.example">help@harbor.example</a> or call{' '}
        <a href="tel:+35315550142">+353 1 555 0142</a>.
      </p>
    </div>
  );
}

/** The conversations begun while this page was open. */
function Conversations(): ReactNode {
  const [started, setStarted] = useState<{ id: number; at: Date }[]>([]);
  useDriftEvent('startConversation', ({ conversationId }) => {
    setStarted((earlier) => [...earlier, { id: conversationId, at: new Date() }]);
  });
  return (
    <ul className="conversations" aria-label="Your conversations" aria-live="polite">
      {started.map(({ id, at }) => (
        <li key={id}>
          You started a conversation
          <time dateTime={at.toISOString()}>
            {at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}
          </time>
        </li>
      ))}
    </ul>
  );
}
