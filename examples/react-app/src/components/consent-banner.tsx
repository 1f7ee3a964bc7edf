import './consent-banner.css';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useChoice } from '../choice';
import { consent } from '../consent';

interface ConsentBannerProps {
  /** Somebody wants to change their answer. */
  isAsking: boolean;
  onAnswered: () => void;
}

/** Asks before anything of the chat is loaded, once, and again whenever somebody wants to change their answer. */
export function ConsentBanner({ isAsking, onAnswered }: ConsentBannerProps): ReactNode {
  const answer = useChoice(consent);
  if (answer !== undefined && !isAsking) return null;
  const decide = (next: 'granted' | 'denied') => () => {
    consent.set(next);
    onAnswered();
  };
  return (
    <section className="consent" aria-labelledby="consent-title">
      <ConsentTitle takesFocus={isAsking} />
      <p>
        The chat is Drift’s. It sets cookies that recognise this browser, so that you find your conversations
        again. Harbor works without it.
        {answer && <strong> At the moment it is {answer === 'granted' ? 'on' : 'off'}.</strong>}
      </p>
      <div>
        <button type="button" className="button button-quiet" onClick={decide('denied')}>
          {answer === 'granted' ? 'Turn chat off' : 'No chat'}
        </button>
        <button type="button" className="button button-quiet" onClick={decide('granted')}>
          {answer === 'granted' ? 'Keep chat on' : 'Allow chat'}
        </button>
      </div>
    </section>
  );
}

/** Whoever asked for the question is led to it, and back after; whoever did not is left where they are. */
function ConsentTitle({ takesFocus }: { takesFocus: boolean }): ReactNode {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!takesFocus) return;
    const before = document.activeElement;
    title.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [takesFocus]);
  return (
    <h2 id="consent-title" ref={title} tabIndex={-1}>
      May we turn the chat on?
    </h2>
  );
}
