import type { VNode } from 'preact';
import type { LedgerEntry, WebhookEntry } from '../../protocol';
import type { Picture } from '../live/live-state';
import type { Persona } from '../model/persona';
import { shownBlock, shownText } from '../model/shown-text';
import type { Definition } from '../parts/definition-list';
import { DefinitionList } from '../parts/definition-list';
import { PageLink } from '../parts/page-link';
import { linkTo } from '../route';
import { TokenPanel } from './token-panel';

export interface EntryDetailsProps {
  entry: LedgerEntry;
  picture: Picture;
  persona: Persona | null;
}

/** Everything the ledger has of one entry. */
export function EntryDetails({ entry, picture, persona }: EntryDetailsProps): VNode {
  return (
    <>
      {entry.type === 'identify' && <TokenPanel entry={entry} settings={picture.settings} />}
      {entry.type === 'call' && <Block name="Arguments" value={entry.args} />}
      {(entry.type === 'identify' || entry.type === 'attributes' || entry.type === 'track') && (
        <Block name="Attributes" value={entry.attributes} />
      )}
      {entry.type === 'webhook' && <Block name="Body" value={wholeOf(entry.body)} />}
      <DefinitionList name="Entry" items={[...whoAndWhere(entry, persona), ...particulars(entry)]} />
    </>
  );
}

function whoAndWhere({ seq, aid }: LedgerEntry, persona: Persona | null): Definition[] {
  return [
    { term: 'Number', value: seq },
    ...(aid === null ? [] : [{ term: 'drift_aid', value: <code>{shownText(aid)}</code> }]),
    ...(persona === null ? [] : [{ term: 'Contact', value: <ContactLink persona={persona} /> }]),
  ];
}

function ContactLink({ persona: { contactId, name } }: { persona: Persona }): VNode {
  return (
    <a href={linkTo({ view: 'contact', contactId })}>
      {name} ({contactId})
    </a>
  );
}

function particulars(entry: LedgerEntry): Definition[] {
  switch (entry.type) {
    case 'page':
      return [
        { term: 'Address', value: <PageLink url={entry.url} /> },
        { term: 'Title', value: shownText(entry.title) },
        { term: 'Referrer', value: entry.referrer === '' ? 'none' : <PageLink url={entry.referrer} /> },
        { term: 'Caused by', value: entry.cause === 'load' ? 'the page loaded' : 'a call of page' },
      ];
    case 'bootstrap':
      return [{ term: 'Address', value: <PageLink url={entry.url} /> }];
    case 'message':
      return [
        {
          term: 'Conversation',
          value: (
            <a href={linkTo({ view: 'inbox', conversationId: entry.conversationId })}>
              {entry.conversationId}
            </a>
          ),
        },
        { term: 'Text', value: shownText(entry.text) },
      ];
    case 'identify':
      return identifyParticulars(entry);
    case 'call':
      return entry.why === null ? [] : [{ term: 'Dropped because', value: shownText(entry.why) }];
    case 'webhook':
      return webhookParticulars(entry);
    case 'oauth':
      return entry.dialect === null ? [] : [{ term: 'Dialect', value: entry.dialect }];
    case 'script':
    case 'ready':
    case 'track':
    case 'attributes':
    case 'reset':
    case 'request':
    case 'unload':
      return [];
  }
}

function identifyParticulars(entry: Extract<LedgerEntry, { type: 'identify' }>): Definition[] {
  const { userId, contactBefore, contactAfter, movedConversations } = entry;
  return [
    { term: 'User id', value: <code>{shownText(userId)}</code> },
    { term: 'Contact before', value: contactBefore ?? 'none: a new browser' },
    { term: 'Contact after', value: contactAfter ?? 'none' },
    ...(movedConversations.length > 0
      ? [{ term: 'Moved along', value: `conversations ${movedConversations.join(', ')} (assumed)` }]
      : []),
  ];
}

function webhookParticulars({ url, attempt, status, answer, took }: WebhookEntry): Definition[] {
  return [
    { term: 'Address', value: url === null ? 'none' : <code>{shownText(url)}</code> },
    { term: 'Attempt', value: attempt },
    ...(status === null ? [] : [{ term: 'Status', value: status }]),
    ...(answer ? [{ term: 'Answer', value: shownText(answer) }] : []),
    ...(took === null ? [] : [{ term: 'Took', value: `${took} ms` }]),
  ];
}

// Laid out in lines where no id in it would lose digits by that.
function wholeOf(body: string): unknown {
  return /\d{16}/.test(body) ? body : (JSON.parse(body) as unknown);
}

function Block({ name, value }: { name: string; value: unknown }): VNode {
  return (
    <div class="block">
      <h3>{name}</h3>
      <pre tabIndex={0} role="region" aria-label={name}>
        {shownBlock(value)}
      </pre>
    </div>
  );
}
