import type { VNode } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { LedgerEntry } from '../../protocol';
import type { Picture } from '../live/live-state';
import { lineOf } from '../model/entry-line';
import { noteOf } from '../model/entry-note';
import { personaOf } from '../model/persona';
import { preciseTime } from '../model/time-words';
import { NoteText } from '../parts/note-text';
import { PersonaMark } from '../parts/persona-mark';
import { EntryDetails } from './entry-details';

export interface EntryRowProps {
  entry: LedgerEntry;
  picture: Picture;
  isOpen: boolean;
  onToggle: () => void;
}

/** One entry on one line, and all of it when it is opened. */
export function EntryRow({ entry, picture, isOpen, onToggle }: EntryRowProps): VNode {
  const id = useId();
  const item = useRef<HTMLLIElement>(null);
  useLayoutEffect(() => {
    if (isOpen) item.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  const { label, detail } = lineOf(entry);
  const note = noteOf(entry);
  const { contactId, type } = entry;
  const persona = contactId === null ? null : personaOf(picture.contacts.get(contactId), contactId);
  return (
    <li ref={item} class={`entry is-${type} ${isOpen ? 'is-open' : ''}`}>
      <button type="button" class="entry-line" aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
        <time dateTime={new Date(entry.at).toISOString()}>{preciseTime(entry.at)}</time>
        <PersonaMark persona={persona} size="dot" />
        <span class="entry-label">{label}</span>
        <span class="entry-detail">{detail}</span>
        {note && <NoteText note={note} />}
      </button>
      <div id={id} class="entry-details" hidden={!isOpen}>
        {isOpen && <EntryDetails entry={entry} picture={picture} persona={persona} />}
      </div>
    </li>
  );
}
