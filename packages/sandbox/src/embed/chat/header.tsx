import type { VNode } from 'preact';
import type { ChatWindowProps } from './props';
import { Icon } from './icon';

export function Header({ view, tell }: ChatWindowProps): VNode {
  const { organizationName, isOnline, screen, conversations } = view;
  const hasHistory = screen === 'conversation' && conversations.length > 0;
  return (
    <header class="header">
      {hasHistory && (
        <button
          type="button"
          class="quiet"
          aria-label="All conversations"
          onClick={() => tell({ type: 'show-list' })}
        >
          <Icon name="back" />
        </button>
      )}
      <span class="avatar" aria-hidden="true">
        {organizationName.slice(0, 1) || 'D'}
      </span>
      <div class="who">
        <h1>{screen === 'list' ? 'Your conversations' : organizationName}</h1>
        <p class={isOnline ? 'presence online' : 'presence'}>
          {isOnline ? 'We are online' : 'We are away right now'}
        </p>
      </div>
      <button type="button" class="quiet" aria-label="Close chat" onClick={() => tell({ type: 'close' })}>
        <Icon name="close" />
      </button>
    </header>
  );
}
