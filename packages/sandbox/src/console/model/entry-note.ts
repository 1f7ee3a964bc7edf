import type { BootstrapEntry, IdentifyEntry, LedgerEntry, ScriptEntry } from '../../protocol';
import { remembered } from './remembered';
import { shownText } from './shown-text';
import { VERDICT_WORDS } from './verdict-words';

/** What is to be said of an entry beside what it is. `bad`: it did not count. `warn`: not all of it did. */
export interface Note {
  tone: 'good' | 'warn' | 'bad' | 'plain';
  text: string;
}

const LONGEST = 300;

/** What Drift made of it, and of what it dropped, why; null where there is nothing to say. */
export const noteOf: (entry: LedgerEntry) => Note | null = remembered((entry) => {
  switch (entry.type) {
    case 'script':
      return scriptNote(entry);
    case 'bootstrap':
      return bootstrapNote(entry);
    case 'identify':
      return identifyNote(entry);
    case 'call':
      return entry.accepted ? null : { tone: 'bad', text: `Dropped. ${shownText(entry.why ?? '', LONGEST)}` };
    case 'attributes':
      if (entry.outcome === 'failed')
        return { tone: 'bad', text: 'Failed on the way, as the fault demands.' };
      return ignoredNote(entry.ignored);
    case 'ready':
    case 'track':
    case 'page':
    case 'message':
    case 'reset':
    case 'unload':
      return null;
  }
});

/** Something was dropped, refused or answered wrongly. */
export function isProblem(entry: LedgerEntry): boolean {
  const tone = noteOf(entry)?.tone;
  return tone === 'bad' || tone === 'warn';
}

const ANSWERS: Readonly<Record<Exclude<ScriptEntry['answer'], 'script'>, string>> = {
  unknown_embed_id: 'No account has this embed id: 404.',
  '404': 'Answered 404, as the fault demands.',
  '500': 'Answered 500, as the fault demands.',
  hang: 'Not answered, as the fault demands.',
  half_sent: 'Cut off in the middle, as the fault demands.',
  slow: 'Answered late, as the fault demands.',
  no_global: 'Answered with a script that does nothing, as the fault demands.',
  throws: 'Answered with a script that throws, as the fault demands.',
};

function scriptNote({ answer, timely, bucket }: ScriptEntry): Note | null {
  if (answer !== 'script') return { tone: answer === 'slow' ? 'warn' : 'bad', text: ANSWERS[answer] };
  if (timely !== false) return null;
  return {
    tone: 'warn',
    text: `“${shownText(bucket ?? '', 40)}” is not the time rounded up to five minutes.`,
  };
}

function bootstrapNote({ outcome, why, source, verdict }: BootstrapEntry): Note | null {
  if (outcome === 'ready') {
    if (source === 'aid') return null;
    return { tone: verdict === 'valid' ? 'good' : 'plain', text: `The token ${VERDICT_WORDS[verdict]}.` };
  }
  return { tone: 'bad', text: `Never becomes ready. ${shownText(why ?? '', LONGEST)}` };
}

function identifyNote({ outcome, verdict, ignored }: IdentifyEntry): Note {
  const token = `the token ${VERDICT_WORDS[verdict]}`;
  if (outcome === 'refused') return { tone: 'bad', text: `Refused: ${token}.` };
  const sentence = `${token.charAt(0).toUpperCase()}${token.slice(1)}`;
  const fellBack = outcome === 'fell_back' ? '; the unsigned identity counts' : '';
  const dropped = ignoredNote(ignored);
  if (dropped) return { tone: 'warn', text: `${sentence}${fellBack}. ${dropped.text}` };
  const tone = outcome === 'fell_back' ? 'warn' : verdict === 'valid' ? 'good' : 'plain';
  return { tone, text: `${sentence}${fellBack}.` };
}

function ignoredNote(ignored: readonly string[]): Note | null {
  if (ignored.length === 0) return null;
  const names = shownText(ignored.join(', '), 200);
  return { tone: 'warn', text: `Dropped without a word: ${names} (not the type of the first use).` };
}
