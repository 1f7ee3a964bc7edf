import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ConversationStatus, StoredConversation, StoredMessage } from '../../protocol';
import { speakerOf } from '../model/inbox';
import type { Persona } from '../model/persona';
import { shownText } from '../model/shown-text';
import { shortTime } from '../model/time-words';
import { PersonaMark } from '../parts/persona-mark';
import { ShowMore, useLimit } from '../parts/show-more';
import { linkTo } from '../route';
import { CardNote } from './card-note';
import { ReplyBox } from './reply-box';
import { StatusSwitch } from './status-switch';
import { SyncButton } from './sync-button';

export interface ThreadProps {
  conversation: StoredConversation;
  persona: Persona;
  draft: string;
  onDraft: (text: string) => void;
  onSend: (text: string, type: StoredMessage['type']) => Promise<void>;
  onStatus: (status: ConversationStatus) => Promise<void>;
  onSync: () => Promise<void>;
}

export function Thread(props: ThreadProps): VNode {
  const { conversation, persona, draft, onDraft, onSend, onStatus, onSync } = props;
  const { messages, id, playbook } = conversation;
  const [limit, more] = useLimit(200);
  const log = useRef<HTMLDivElement>(null);
  const last = messages.at(-1)?.id;
  useLayoutEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [last]);
  return (
    <section class="panel thread" aria-label={`Conversation with ${persona.name}`}>
      <div class="panel-head">
        <a class="back" href={linkTo({ view: 'inbox', conversationId: null })}>
          All conversations
        </a>
        <PersonaMark persona={persona} />
        <h2>{persona.name}</h2>
        <p class="quiet">
          <a href={linkTo({ view: 'contact', contactId: persona.contactId })}>contact {persona.contactId}</a>
          {' · '}conversation {id}
          {playbook && ` · playbook ${playbook.interactionId}`}
        </p>
        <StatusSwitch status={conversation.status} onStatus={onStatus} />
        <SyncButton onSync={onSync} />
      </div>
      <div class="messages" role="log" aria-label="Messages" tabIndex={0} ref={log}>
        <ShowMore hidden={messages.length - limit} of="messages" onMore={more} />
        {messages.slice(-limit).map((message) => (
          <Bubble key={message.id} message={message} persona={persona} />
        ))}
      </div>
      <ReplyBox to={persona.name} draft={draft} onDraft={onDraft} onSend={onSend} />
    </section>
  );
}

function Bubble({ message, persona }: { message: StoredMessage; persona: Persona }): VNode {
  const { from, text, at, card, type } = message;
  const isNote = type === 'private_note';
  const speaker = speakerOf(message, persona);
  return (
    <article
      class={`message is-${from} ${isNote ? 'is-note' : ''}`}
      aria-label={`${speaker} ${isNote ? 'noted' : 'said'}`}
    >
      <p class="bubble">{shownText(text, 10_000)}</p>
      {card && <CardNote card={card} />}
      <footer>
        {speaker} {isNote && 'in a private note '}
        <time dateTime={new Date(at).toISOString()}>{shortTime(at)}</time>
      </footer>
    </article>
  );
}
