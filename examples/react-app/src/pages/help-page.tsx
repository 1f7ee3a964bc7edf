import './help-page.css';
import type { ReactNode } from 'react';
import { ConversationList } from '../components/conversation-list';
import { HelpCard } from '../components/help-card';

/** Every way to reach Harbor; the one that does not need the chat is always there. */
export function HelpPage(): ReactNode {
  return (
    <div className="help-page">
      <title>Help · Harbor</title>
      <h1>How can we help?</h1>
      <HelpCard />
      <ConversationList />
      <dl>
        <div>
          <dt>Write</dt>
          <dd>
            <a href="mailto:help@harbor.example">help@harbor.example</a>
            <span>Answered within a working day.</span>
          </dd>
        </div>
        <div>
          <dt>Call</dt>
          <dd>
            <a href="tel:+35315550142">+353 1 555 0142</a>
            <span>Every day from eight to eight, Dublin time.</span>
          </dd>
        </div>
        <div>
          <dt>Lost a card?</dt>
          <dd>
            <a href="tel:+35315550143">+353 1 555 0143</a>
            <span>Day and night.</span>
          </dd>
        </div>
      </dl>
    </div>
  );
}
