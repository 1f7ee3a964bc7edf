import type { Assumptions, PageSeen, StoredConversation, StoredMessage } from '../../protocol';
import type { Rest } from '../env';
import { encoded, paragraphs } from '../html';
import { LOCATION } from './contact';

type Row = Record<string, unknown>;

/** Every message of a conversation, oldest first, with the row without a body that a playbook begins with. */
export function messageRows(rest: Rest, conversation: Readonly<StoredConversation>): (() => Row)[] {
  const { opening, messages } = conversation;
  const rows = messages.map((message) => () => messageShape(rest, message, conversation.contactId));
  return opening ? [() => openingShape(rest, conversation, opening), ...rows] : rows;
}

/** A message as Drift answers it. */
export function messageShape({ ids, assumed }: Rest, message: StoredMessage, contactId: number): Row {
  const { id, conversationId, at, type, card, page, appId, attributes, attachments } = message;
  const isVisitors = message.from === 'visitor';
  return {
    id: ids.write(id),
    conversationId: ids.write(conversationId),
    body: bodyOf(message, assumed().agentMessageBody),
    author: isVisitors
      ? { id: ids.write(contactId), type: 'contact', bot: false }
      : { id: ids.write(message.author.id), type: 'user', bot: message.from === 'bot' },
    type,
    createdAt: at,
    ...(card?.type === 'buttons' && { buttons: buttonsOf(card.buttons) }),
    ...((isVisitors || appId !== undefined) && { context: contextOf(page) }),
    ...(attachments && {
      attachments: attachments.map(({ id: file, fileName, mimeType }) => ({
        id: ids.write(file),
        fileName,
        mimeType,
        url: `https://driftapi.com/attachments/${ids.write(file)}/data`,
      })),
    }),
    attributes: { ...attributes, ...(appId !== undefined && { developer_app_id: appId }) },
  };
}

function openingShape({ ids }: Rest, { id, contactId }: Readonly<StoredConversation>, opening: Opening): Row {
  return {
    id: ids.write(opening.messageId),
    conversationId: ids.write(id),
    author: { id: ids.write(contactId), type: 'contact', bot: false },
    type: 'chat',
    createdAt: opening.at,
    context: contextOf(opening.page),
    attributes: {},
  };
}
type Opening = NonNullable<StoredConversation['opening']>;

/** What bots say comes in paragraphs, what people say as plain text, and what an app posted as it was posted. */
function bodyOf({ from, text, html }: StoredMessage, typed: Assumptions['agentMessageBody']): string {
  if (html !== undefined) return html;
  const isHtml = from === 'bot' || (from === 'agent' && typed === 'paragraph');
  return isHtml ? paragraphs(text) : encoded(text);
}

function buttonsOf(labels: readonly string[]): Row[] {
  return labels.map((label) => ({ label, value: label, type: 'reply' }));
}

function contextOf(page: PageSeen | undefined): Row {
  return { ip: '127.0.0.1', ...(page && { href: page.url, title: page.title }), location: LOCATION };
}
