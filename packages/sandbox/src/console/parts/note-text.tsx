import type { VNode } from 'preact';
import type { Note } from '../model/entry-note';

/** Not by colour alone: each tone has a sign of its own. */
const SIGNS: Readonly<Record<Note['tone'], string>> = { good: '✓', warn: '!', bad: '×', plain: '·' };

export function NoteText({ note }: { note: Note }): VNode {
  return (
    <span class={`note is-${note.tone}`}>
      <span class="note-sign" aria-hidden="true">
        {SIGNS[note.tone]}
      </span>
      <span>{note.text}</span>
    </span>
  );
}
