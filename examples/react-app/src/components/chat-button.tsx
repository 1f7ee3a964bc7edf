import { useDrift, useDriftState, useOpenChat } from '@driftkit/widget/react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { consent } from '../consent';

interface ChatButtonProps {
  children: ReactNode;
  className?: string;
  /** What Drift is told about the question, if anything more than where it was asked. */
  onAsk?: () => void;
}

/** Opens the chat; leads to the other ways to reach us where there is none, and asks for consent where it was not given. */
export function ChatButton({ children, className = 'button', onAsk }: ChatButtonProps): ReactNode {
  const drift = useDrift();
  const navigate = useNavigate();
  const state = useDriftState();
  const openChat = useOpenChat(() => void navigate('/help'));
  const [isAsked, setAsked] = useState(false);
  const needsConsent = state.status === 'waiting' && state.for === 'consent';

  const ask = (): void => {
    if (needsConsent) consent.set('granted');
    setAsked(true);
    drift.track('asked_for_help', { from: window.location.pathname });
    onAsk?.();
    openChat();
  };
  return (
    <div className="chat-button">
      <button type="button" className={className} onClick={ask}>
        {isAsked && state.status === 'loading'
          ? 'Opening the chat…'
          : needsConsent
            ? 'Turn chat on and ask'
            : children}
      </button>
      {needsConsent && <small>This allows Drift and its cookies.</small>}
    </div>
  );
}
