import type {
  BootstrapEntry,
  CallEntry,
  IdentifyEntry,
  LedgerEntry,
  OAuthEntry,
  RequestEntry,
  ScriptEntry,
  WebhookEntry,
} from '../../protocol';
import { remembered } from './remembered';
import { shownText, shownValue } from './shown-text';

/** An entry on one line: the word for what it is, and what it was. */
export interface EntryLine {
  label: string;
  detail: string;
}

const LONGEST = 240;
const LONGEST_ARGUMENT = 120;

/** What happened, as short as it can be said. */
export const lineOf: (entry: LedgerEntry) => EntryLine = remembered((entry) => {
  const { label, detail } = rawLineOf(entry);
  return { label, detail: shownText(detail, LONGEST) };
});

function rawLineOf(entry: LedgerEntry): EntryLine {
  switch (entry.type) {
    case 'script':
      return { label: 'script', detail: scriptPath(entry) };
    case 'bootstrap':
      return { label: 'visit', detail: visitDetail(entry) };
    case 'identify':
      return { label: 'identity', detail: identifyDetail(entry) };
    case 'ready':
      return { label: 'ready', detail: 'Handlers of ready are called.' };
    case 'call':
      return { label: 'call', detail: callText(entry) };
    case 'track':
      return { label: 'event', detail: `${entry.event}${attributesText(entry.attributes)}` };
    case 'attributes':
      return { label: 'attributes', detail: shownValue(entry.attributes, LONGEST) };
    case 'page':
      return { label: 'page', detail: [entry.pageName, entry.title, entry.url].filter(Boolean).join(' · ') };
    case 'message':
      return { label: entry.from, detail: entry.text };
    case 'reset':
      return { label: 'reset', detail: 'This drift_aid is let go.' };
    case 'request':
      return { label: 'REST', detail: requestDetail(entry) };
    case 'unload':
      return { label: 'unload', detail: 'The widget is taken off the page.' };
    case 'webhook':
      return { label: 'webhook', detail: webhookDetail(entry) };
    case 'oauth':
      return { label: 'oauth', detail: OAUTH_STEPS[entry.step] };
  }
}

function scriptPath({ file, bucket, embedId }: ScriptEntry): string {
  if (file === 'include') return `/include/${bucket}/${embedId}.js`;
  return file === 'conductor' ? '/conductor' : '/dist/shim-window-prod.js';
}

function requestDetail({ method, path, query }: RequestEntry): string {
  return `${method} ${path}${query === '' ? '' : `?${query}`}`;
}

/** The call as it stood in the page's code: `identify("user_1", {"plan":"pro"})`. */
function callText({ method, args }: CallEntry): string {
  return `${method}(${args.map((argument) => shownValue(argument, LONGEST_ARGUMENT)).join(', ')})`;
}

function webhookDetail({ event, url, attempt }: WebhookEntry): string {
  const again = attempt === 1 ? '' : `, attempt ${attempt}`;
  return `${event}${url === null ? '' : ` → ${url}`}${again}`;
}

const OAUTH_STEPS: Readonly<Record<OAuthEntry['step'], string>> = {
  consent: 'An app asked to be let in.',
  exchange: 'A code for tokens.',
  refresh: 'A refresh token for new tokens.',
};

const SOURCES: Readonly<Record<BootstrapEntry['source'], string>> = {
  identify: 'by identify',
  cookie: 'by the cookie drift_eid',
  aid: 'by its drift_aid',
};

function visitDetail({ bornAs, source, claimedId, contactId }: BootstrapEntry): string {
  if (bornAs === 'nobody') return `of nobody${claimedId === null ? '' : `, who claimed to be ${claimedId}`}`;
  const who =
    bornAs === 'identified' ? `of ${claimedId ?? contactWords(contactId)}` : 'of an anonymous visitor';
  return `${who}, ${SOURCES[source]}`;
}

function identifyDetail({ userId, outcome, contactAfter }: IdentifyEntry): string {
  const contact = contactWords(contactAfter);
  if (outcome !== 'refused') return `${userId} → ${contact}`;
  return contactAfter === null ? `${userId} refused` : `${userId} refused, still ${contact}`;
}

function contactWords(contactId: number | null): string {
  return contactId === null ? 'nobody' : `contact ${contactId}`;
}

function attributesText(attributes: Record<string, unknown>): string {
  return Object.keys(attributes).length === 0 ? '' : ` ${shownValue(attributes, LONGEST)}`;
}
