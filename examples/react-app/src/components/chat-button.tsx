import { useDriftState, useOpenChat } from '@driftkit/widget/react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { consent } from '../consent';

interface ChatButtonProps {
  children: ReactNode;
  className?: string;
  /** In place of the children, where the press gives consent as well. */
  withConsent?: string;
  /** What Drift is told, once it is asked to open the chat. */
  onAsk: () => void;
}

/** Opens the chat; leads to the other ways to reach us where there is none, and asks for consent where it was not given. */
export function ChatButton({
  children,
  className = 'button',
  withConsent = 'Turn chat on and ask',
  onAsk,
}: ChatButtonProps): ReactNode {
  const navigate = useNavigate();
  const state = useDriftState();
  const openChat = useOpenChat(({ code }) => {
    // Whoever turns the chat off has changed their mind, and stays where they are.
    if (code !== 'consent_withdrawn') void navigate('/help');
  });
  const [isAsked, setAsked] = useState(false);
  const needsConsent = state.status === 'waiting' && state.for === 'consent';

  const ask = (): void => {
    if (needsConsent) consent.set('granted');
    setAsked(true);
    openChat();
    onAsk();
  };
  return (
    <div className="chat-button">
      <button type="button" className={className} onClick={ask}>
        {isAsked && state.status === 'loading' ? 'Opening the chat…' : needsConsent ? withConsent : children}
      </button>
      {needsConsent && <small>This allows Drift and its cookies.</small>}
    </div>
  );
}
