import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import type { WebhookEntry } from '../../protocol';
import { EntryDetails } from '../calls/entry-details';
import type { Picture } from '../live/live-state';
import { noteOf } from '../model/entry-note';
import { personaOf } from '../model/persona';
import { preciseTime } from '../model/time-words';
import { NoteText } from '../parts/note-text';

export interface DeliveryRowProps {
  entry: WebhookEntry;
  picture: Picture;
  isOpen: boolean;
  onToggle: () => void;
  onSendAgain: () => void;
}

/** One attempt on one line; opened, what was sent and what was answered. */
export function DeliveryRow({ entry, picture, isOpen, onToggle, onSendAgain }: DeliveryRowProps): VNode {
  const id = useId();
  const note = noteOf(entry);
  const { contactId, attempt, at } = entry;
  const persona = contactId === null ? null : personaOf(picture.contacts.get(contactId), contactId);
  return (
    <li class={`entry is-webhook ${isOpen ? 'is-open' : ''}`}>
      <button
        type="button"
        class="entry-line delivery-line"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={onToggle}
      >
        <time dateTime={new Date(at).toISOString()}>{preciseTime(at)}</time>
        <span class="entry-detail">
          {entry.event}
          {attempt > 1 && <span class="quiet"> attempt {attempt}</span>}
        </span>
        {note && <NoteText note={note} />}
      </button>
      <div id={id} class="entry-details" hidden={!isOpen}>
        {isOpen && (
          <>
            <EntryDetails entry={entry} picture={picture} persona={persona} />
            <p>
              <button type="button" class="button is-small" onClick={onSendAgain}>
                Send again
              </button>
            </p>
          </>
        )}
      </div>
    </li>
  );
}
