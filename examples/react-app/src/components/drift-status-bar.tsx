import './drift-status-bar.css';
import { useDriftIdentity, useDriftState } from '@driftkit/widget/react';
import type { ReactNode } from 'react';
import { pageConfig } from '../drift';

/** What driftkit says of itself, for the people who look at the demo; a product would not show this. */
export function DriftStatusBar(): ReactNode {
  const state = useDriftState();
  const { identity } = useDriftIdentity();
  return (
    <aside className="status-bar" aria-label="Drift status">
      <div>
        <dl>
          <div>
            <dt>Chat</dt>
            <dd data-status={state.status}>{describeState(state)}</dd>
          </div>
          <div>
            <dt>Visitor</dt>
            <dd>{describeIdentity(identity)}</dd>
          </div>
        </dl>
        {pageConfig.consoleUrl !== undefined && (
          <a href={pageConfig.consoleUrl} target="_blank" rel="noreferrer">
            Sandbox console
          </a>
        )}
      </div>
    </aside>
  );
}

function describeState(state: ReturnType<typeof useDriftState>): string {
  switch (state.status) {
    case 'waiting':
      return `waiting for ${state.for}`;
    case 'failed':
      return `failed: ${state.error.code}`;
    case 'idle':
    case 'disabled':
    case 'loading':
    case 'ready':
    case 'resetting':
      return state.status;
  }
}

function describeIdentity(identity: ReturnType<typeof useDriftIdentity>['identity']): string {
  switch (identity.status) {
    case 'identifying':
    case 'identified':
      return `${identity.status} as ${identity.user.id}`;
    case 'failed':
      return `failed: ${identity.error.code}`;
    case 'unknown':
    case 'anonymous':
      return identity.status;
  }
}
