import './conversation-list.css';
import { useDrift } from '@driftkit/widget/react';
import type { ReactNode } from 'react';
import type { Conversation, Meeting } from '../../shared/api-types';
import { useConversations } from '../conversations';
import { clockTime, longDay, meetingTime } from '../format';
import { ChatButton } from './chat-button';
import { Notice } from './notice';

/** What was talked about in the chat, and what came of it; `empty` is said where there is nothing yet. */
export function ConversationList({ empty }: { empty?: string }): ReactNode {
  const { list, problem } = useConversations();
  if (list.length === 0 && empty === undefined && problem === undefined) return null;
  return (
    <section className="conversations" aria-labelledby="conversations-title">
      <h2 id="conversations-title">Your conversations</h2>
      {problem !== undefined && <Notice>{problem}</Notice>}
      {list.length === 0 && <p>{empty}</p>}
      <ul aria-labelledby="conversations-title" aria-live="polite">
        {list.map((conversation) => (
          <ConversationItem key={conversation.id} {...conversation} />
        ))}
      </ul>
    </section>
  );
}

function ConversationItem({ id, startedAt, meeting }: Conversation): ReactNode {
  const drift = useDrift();
  const started = new Date(startedAt);
  return (
    <li>
      <div>
        You started a conversation
        <time dateTime={startedAt}>
          {longDay(started)}, {clockTime(started)}
        </time>
        {meeting && <BookedMeeting {...meeting} />}
      </div>
      <ChatButton
        className="button button-quiet"
        withConsent="Turn chat on to continue"
        onAsk={() => drift.api.goToConversation(id)}
      >
        Continue
      </ChatButton>
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
