import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ChatIntent, ShownMessage } from '../frame-messages';
import { MessageCard } from './card';
import type { ChatWindowProps } from './props';

export function MessageList({ view, tell }: ChatWindowProps): VNode {
  const { messages, greeting, organizationName, conversationId } = view;
  const log = useRef<HTMLDivElement>(null);
  const last = messages.at(-1)?.id;
  useLayoutEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [last, conversationId]);
  const answer = (intent: ChatIntent): void => {
    // The control that has the focus is about to go. From here the next one is a step away, and no keyboard pops up.
    if (intent.type === 'answer') log.current?.focus();
    tell(intent);
  };
  return (
    <div class="messages" role="log" aria-live="polite" aria-label="Messages" tabIndex={0} ref={log}>
      {greeting !== null && (
        <article class="message theirs" aria-label={`${organizationName} said`}>
          <p class="bubble">{greeting}</p>
        </article>
      )}
      {messages.map((message) => (
        <Bubble key={message.id} message={message} tell={answer} />
      ))}
    </div>
  );
}

function Bubble({ message, tell }: { message: ShownMessage; tell: (intent: ChatIntent) => void }): VNode {
  const { id, from, author, at, text, delivery } = message;
  const mine = from === 'visitor';
  return (
    <article
      class={`message ${mine ? 'mine' : 'theirs'} ${delivery}`}
      aria-label={mine ? 'You said' : `${author.name} said`}
    >
      <p class="bubble">{text}</p>
      <MessageCard message={message} tell={tell} />
      <footer>
        {!mine && <span>{author.name}</span>}
        {delivery === 'sending' && <span>Sending…</span>}
        {delivery === 'sent' && <time dateTime={new Date(at).toISOString()}>{timeOf(at)}</time>}
        {delivery === 'failed' && (
          <button type="button" class="retry" onClick={() => tell({ type: 'retry', messageId: id })}>
            Not sent. Try again
          </button>
        )}
      </footer>
    </article>
  );
}

function timeOf(at: number): string {
  return new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}
