import type { VNode } from 'preact';
import type { ChatWindowProps } from './props';
import { Composer } from './composer';
import { ConversationList } from './conversation-list';
import { Header } from './header';
import { MessageList } from './message-list';

export function ChatWindow({ view, tell }: ChatWindowProps): VNode {
  const { backgroundColor, foregroundColor, activeColor } = view.theme;
  return (
    <main
      class="chat"
      aria-label="Chat"
      style={{ '--brand': backgroundColor, '--on-brand': foregroundColor, '--active': activeColor }}
    >
      <Header view={view} tell={tell} />
      {view.screen === 'list' ? (
        <ConversationList {...view} tell={tell} />
      ) : (
        <>
          <MessageList view={view} tell={tell} />
          <Composer tell={tell} />
        </>
      )}
    </main>
  );
}
