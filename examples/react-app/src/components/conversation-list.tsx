import './conversation-list.css';
import { useDrift } from '@driftkit/widget/react';
import type { ReactNode } from 'react';
import type { Conversation, Meeting } from '../../shared/api-types';
import { useConversations } from '../conversations';
import { clockTime, longDay, meetingTime } from '../format';
import { ChatButton } from './chat-button';
import { Notice } from './notice';
import { Transcript } from './transcript';

/** What was talked about in the chat, and what came of it; `empty` is said where there is nothing yet. */
export function ConversationList({ empty }: { empty?: string }): ReactNode {
  const { list, problem } = useConversations();
  if (list.length === 0 && empty === undefined && problem === undefined) return null;
  return (
    <section className="conversations" aria-labelledby="conversations-title">
      <h2 id="conversations-title">Your conversations</h2>
      {problem !== undefined && <Notice>{problem}</Notice>}
      {list.length === 0 && <p>{empty}</p>}
      <ul aria-labelledby="conversations-title" aria-live="polite" aria-relevant="additions">
        {list.map((conversation) => (
          <ConversationItem key={conversation.id} {...conversation} />
        ))}
      </ul>
    </section>
  );
}

function ConversationItem({ id, startedAt, status, meeting, messages }: Conversation): ReactNode {
  const drift = useDrift();
  const started = new Date(startedAt);
  const number = Number(id);
  return (
    <li>
      <div>
        {messages[0]?.text.slice(0, 80) ?? 'You started a conversation'}
        {status === 'closed' && <small className="conversation-status">Closed</small>}
        <time dateTime={startedAt}>
          {longDay(started)}, {clockTime(started)}
        </time>
        {meeting && <BookedMeeting {...meeting} />}
      </div>
      <ChatButton
        className="button button-quiet"
        withConsent="Turn chat on to continue"
        // A longer id is none that a page can say to Drift: then the chat opens as it is.
        onAsk={() => void (Number.isSafeInteger(number) && drift.api.goToConversation(number))}
      >
        Continue
      </ChatButton>
      {messages.length > 0 && <Transcript messages={messages} />}
    </li>
  );
}

function BookedMeeting({ with: name, startsAt, minutes, timeZone }: Meeting): ReactNode {
  return (
    <p className="meeting">
      <span>
        {minutes} minutes with {name}
      </span>
      <time dateTime={startsAt}>{meetingTime(new Date(startsAt), timeZone)}</time>
    </p>
  );
}
