import './debug-bar.css';
import { useDriftIdentity, useDriftState } from '@driftkit/widget/react';
import { useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { createChoice, useChoice } from '../choice';
import { pageConfig } from '../page-config';
import { DebugDrawer } from './debug-drawer';
import { identityTitle, stateTitle } from './sentences';

const drawer = createChoice('harbor-debug-drawer', ['open', 'closed']);

/** What driftkit says of itself, for the people who look at the demo: one line, and a drawer with the whole story. */
export default function DebugBar(): ReactNode {
  const state = useDriftState();
  const { identity } = useDriftIdentity();
  const isOpen = useChoice(drawer) === 'open';
  const toggle = useRef<HTMLButtonElement>(null);

  const closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !isOpen) return;
    drawer.set('closed');
    toggle.current?.focus();
  };
  return (
    <aside className="debug-bar" aria-label="What driftkit does" onKeyDown={closeOnEscape}>
      <div className="debug-line">
        <dl>
          <div>
            <dt>Chat</dt>
            <dd data-status={state.status}>{stateTitle(state)}</dd>
          </div>
          <div>
            <dt>Visitor</dt>
            <dd>{identityTitle(identity)}</dd>
          </div>
        </dl>
        {pageConfig.consoleUrl !== undefined && (
          <a href={pageConfig.consoleUrl} target="_blank" rel="noreferrer">
            Sandbox console
          </a>
        )}
        <button
          type="button"
          ref={toggle}
          aria-expanded={isOpen}
          aria-controls="debug-drawer"
          onClick={() => drawer.set(isOpen ? 'closed' : 'open')}
        >
          {isOpen ? 'Hide why' : 'Show why'}
        </button>
      </div>
      <div id="debug-drawer" hidden={!isOpen}>
        {isOpen && <DebugDrawer state={state} identity={identity} />}
      </div>
    </aside>
  );
}
