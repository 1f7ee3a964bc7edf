import type { App, Author, StoredConversation, StoredMessage } from '../../protocol';
import type { World } from '../../stores/world';
import { post } from '../../visitor/post';
import { BOT, VISITOR } from '../../rules/known-ids';
import type { Rest } from '../env';
import { RestError } from '../rest-error';
import { textOf } from '../html';
import { changesOf } from './contact-attributes';

export interface NewMessage {
  type: 'chat' | 'private_note';
  body?: string | undefined;
  userId?: unknown;
  buttons?: { label: string }[] | null | undefined;
}

export interface NewConversation {
  email: string;
  message: { body: string; attributes?: Record<string, unknown> | null | undefined };
}

/** An app says something. Every open page of the contact hears a chat message; only agents see a private note. */
export function postMessage(rest: Rest, app: App, conversationId: number, given: NewMessage): StoredMessage {
  const { type, body = '', userId, buttons } = given;
  const author = authorOf(rest, userId);
  const labels = (buttons ?? []).map(({ label }) => label);
  return post(rest.world, conversationId, {
    from: author ? 'agent' : 'bot',
    author: author ?? BOT,
    type,
    text: textOf(body),
    html: body,
    appId: app.id,
    ...(labels.length > 0 && { card: { type: 'buttons', buttons: labels, answer: null } }),
  });
}

// ASSUMED: an unknown user is the bot. So it was in the answer that driftapi-npm prints.
function authorOf({ world, ids, assumed }: Rest, userId: unknown): Author | undefined {
  const id = ids.read(userId);
  const user = id === undefined ? undefined : world.users.get(id);
  if (!user && userId != null && assumed().unknownUserId === 'refused')
    throw new RestError(400, 'userId: must be the id of a user', 'userId');
  return user && !user.bot ? { id: user.id, name: user.name } : undefined;
}

/** A conversation that began elsewhere: of the first contact with this e-mail, or of a new one. */
export function openConversation(
  rest: Rest,
  app: App,
  { email, message }: NewConversation,
): Readonly<StoredConversation> {
  const { world, ids } = rest;
  const { autoAssigneeId, ...attributes }: Record<string, unknown> = message.attributes ?? {};
  const contact = world.contacts.byEmail(email)[0] ?? world.contacts.create(null, { email });
  const { id } = world.conversations.start(contact.id);
  const assignee = ids.read(autoAssigneeId);
  if (assignee !== undefined && world.users.get(assignee)) world.conversations.assign(id, assignee);
  post(world, id, {
    from: 'visitor',
    author: VISITOR,
    text: textOf(message.body),
    html: message.body,
    appId: app.id,
    attributes: onlySet(changesOf(attributes)),
  });
  return readBack(world, id);
}

function readBack({ conversations }: World, id: number): Readonly<StoredConversation> {
  const conversation = conversations.read(id);
  if (!conversation) throw new Error(`Conversation ${id} was opened a moment ago, and is gone.`);
  return conversation;
}

function onlySet(
  changes: Record<string, string | number | boolean | null>,
): NonNullable<StoredMessage['attributes']> {
  return Object.fromEntries(
    Object.entries(changes).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}
