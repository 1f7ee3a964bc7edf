import type {
  BootstrapEntry,
  IdentifyEntry,
  LedgerEntry,
  OAuthEntry,
  RequestEntry,
  ScriptEntry,
  WebhookEntry,
} from '../../protocol';
import { FAULT_TEXTS } from '../switches/fault-texts';
import { remembered } from './remembered';
import { shownText } from './shown-text';
import { VERDICT_WORDS } from './verdict-words';

/** A note about an entry. `bad`: the entry had no effect. `warn`: a part of it had none. */
export interface Note {
  tone: 'good' | 'warn' | 'bad' | 'plain';
  text: string;
}

const LONGEST = 300;

/** What Drift did with it, and why it dropped something; null when there is nothing to add. */
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
      if (entry.outcome === 'failed') return { tone: 'bad', text: 'Failed on the network: the fault is on.' };
      return ignoredNote(entry.ignored);
    case 'webhook':
      return webhookNote(entry);
    case 'oauth':
      return oauthNote(entry);
    case 'request':
      return requestNote(entry);
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
  '404': 'Answered 404, because the fault is on.',
  '500': 'Answered 500, because the fault is on.',
  hang: 'Not answered, because the fault is on.',
  half_sent: 'Cut off in the middle, because the fault is on.',
  slow: 'Answered late, because the fault is on.',
  no_global: 'Answered with a script that does nothing, because the fault is on.',
  throws: 'Answered with a script that throws, because the fault is on.',
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

function webhookNote({ outcome, status, why, took, fault }: WebhookEntry): Note {
  const ofFault = fault === 'none' ? '' : ` Fault: ${FAULT_TEXTS.webhook.labels[fault]}.`;
  const words = shownText(why ?? '', LONGEST);
  switch (outcome) {
    case 'delivered':
      return {
        tone: fault === 'none' ? 'good' : 'warn',
        text: `Answered ${status} in ${took} ms.${ofFault}`,
      };
    case 'refused':
      return { tone: 'bad', text: `Answered ${status} in ${took} ms.${ofFault}` };
    case 'withheld':
      return { tone: 'warn', text: `Not sent. ${words}` };
    case 'dropped':
      return { tone: 'warn', text: 'Dropped, because the fault is on.' };
    case 'cut_off':
      return { tone: 'warn', text: 'Cut off in the middle of its body, because the fault is on.' };
    case 'timed_out':
    case 'unreachable':
      return { tone: 'bad', text: `Not delivered. ${words}` };
  }
}

function oauthNote({ step, outcome, why }: OAuthEntry): Note {
  if (outcome === 'refused') return { tone: 'bad', text: `Refused. ${shownText(why ?? '', LONGEST)}` };
  if (outcome === 'lost')
    return {
      tone: 'warn',
      text: 'The tokens were changed, and the answer was lost, because the fault is on.',
    };
  if (outcome === 'denied') return { tone: 'bad', text: 'The admin said no.' };
  return { tone: 'good', text: step === 'consent' ? 'The admin said yes.' : 'New tokens.' };
}

function requestNote({ status, app }: RequestEntry): Note {
  const by = app === null ? 'Nobody’s token' : `App ${shownText(app, 100)}`;
  if (status === 0) return { tone: 'bad', text: `${by}. Not answered, because the fault is on.` };
  return { tone: status < 400 ? 'plain' : 'bad', text: `${by}. Answered ${status}.` };
}

function ignoredNote(ignored: readonly string[]): Note | null {
  if (ignored.length === 0) return null;
  const names = shownText(ignored.join(', '), 200);
  return { tone: 'warn', text: `Dropped without an error: ${names} (not the type of the first use).` };
}
