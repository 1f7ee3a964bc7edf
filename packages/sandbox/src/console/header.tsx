import type { VNode } from 'preact';
import { ConnectionStatus } from './connection-status';
import type { Connection, Picture } from './live/live-state';
import { waitingCount } from './model/inbox';
import type { Route } from './route';
import { linkTo } from './route';
import { activeFaults } from './switches/fault-texts';

export interface HeaderProps {
  picture: Picture | null;
  connection: Connection;
  route: Route;
  retryNow: () => void;
}

export function Header({ picture, connection, route, retryNow }: HeaderProps): VNode {
  const waiting = picture ? waitingCount(picture) : 0;
  const faults = picture ? activeFaults(picture.faults).length : 0;
  const isIdentity = route.view === 'identity' || route.view === 'contact';
  return (
    <header class="header">
      <h1 class="brand">
        <span class="brand-mark" aria-hidden="true" />
        Drift sandbox
      </h1>
      <nav aria-label="Views">
        <a href={linkTo({ view: 'identity', aid: null })} aria-current={isIdentity ? 'page' : undefined}>
          Identity
        </a>
        <a
          href={linkTo({ view: 'inbox', conversationId: null })}
          aria-current={route.view === 'inbox' ? 'page' : undefined}
        >
          Inbox
          {waiting > 0 && (
            <span class="count">
              {waiting}
              <span class="unseen"> waiting</span>
            </span>
          )}
        </a>
        <a
          href={linkTo({ view: 'apps', appId: null })}
          aria-current={route.view === 'apps' ? 'page' : undefined}
        >
          Apps
        </a>
        <a href={linkTo({ view: 'switches' })} aria-current={route.view === 'switches' ? 'page' : undefined}>
          Switches
          {faults > 0 && (
            <span class="count is-bad">
              {faults}
              <span class="unseen">{faults === 1 ? ' fault is on' : ' faults are on'}</span>
            </span>
          )}
        </a>
      </nav>
      {picture && (
        <p class="mode">
          Signed identities <strong>{picture.settings.signedIdentities}</strong>
        </p>
      )}
      <ConnectionStatus connection={connection} retryNow={retryNow} />
    </header>
  );
}
