import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { Control } from '../control';
import type { Picture } from '../live/live-state';
import { inboxRows } from '../model/inbox';
import { ConversationList } from './conversation-list';
import { Thread } from './thread';

export interface InboxViewProps {
  picture: Picture;
  /** Null stands for the newest. */
  conversationId: number | null;
  control: Control;
}

export function InboxView({ picture, conversationId, control }: InboxViewProps): VNode {
  // What is half written stays with its conversation while a person looks into another.
  const [drafts, setDrafts] = useState<ReadonlyMap<number, string>>(new Map());
  const rows = inboxRows(picture);
  const row = rows.find(({ id }) => id === conversationId) ?? (conversationId === null ? rows[0] : undefined);
  const conversation = row && picture.conversations.get(row.id);
  if (rows.length === 0) return <EmptyInbox />;
  return (
    <div class={`inbox-view ${conversationId === null ? 'shows-list' : 'shows-thread'}`}>
      <ConversationList rows={rows} current={row?.id ?? null} />
      {row && conversation ? (
        <Thread
          key={row.id}
          conversation={conversation}
          persona={row.persona}
          draft={drafts.get(row.id) ?? ''}
          onDraft={(text) => setDrafts((before) => new Map(before).set(row.id, text))}
          onSend={(text, type) => control.reply(row.id, text, type)}
          onStatus={(status) => control.setStatus(row.id, status)}
          onSync={() => control.pushConversation(row.id)}
        />
      ) : (
        <section class="panel empty">
          <h2>There is no conversation {conversationId}</h2>
          <p>It may be older than the last reset.</p>
        </section>
      )}
    </div>
  );
}

function EmptyInbox(): VNode {
  return (
    <section class="panel empty" aria-labelledby="empty-inbox">
      <h2 id="empty-inbox">Nobody has written yet</h2>
      <p>
        Open the chat on a page and say something, or let the page call{' '}
        <code>drift.api.startInteraction</code>: the conversation appears here, and you answer it as an agent.
      </p>
    </section>
  );
}
