import type { VNode } from 'preact';
import type { ChatIntent, ChatView } from '../frame-messages';

interface ConversationListProps {
  conversations: ChatView['conversations'];
  mayStartAnother: boolean;
  tell: (intent: ChatIntent) => void;
}

export function ConversationList({ conversations, mayStartAnother, tell }: ConversationListProps): VNode {
  return (
    <nav class="conversations" aria-label="Conversations">
      <ul>
        {conversations.map(({ id, at, preview }) => (
          <li key={id}>
            <button type="button" onClick={() => tell({ type: 'select', conversationId: id })}>
              <span class="preview">{preview}</span>
              <time dateTime={new Date(at).toISOString()}>{new Date(at).toLocaleDateString()}</time>
            </button>
          </li>
        ))}
      </ul>
      {mayStartAnother && (
        <button type="button" class="primary" onClick={() => tell({ type: 'new-conversation' })}>
          New conversation
        </button>
      )}
    </nav>
  );
}
