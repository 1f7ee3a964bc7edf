import type { Assumptions, StoredMessage } from '../protocol';
import type { Raised } from './events';
import type { Shapes } from './shapes';

export type MessageRules = Pick<Assumptions, 'newMessageOfApi' | 'agentMessageBody'>;

type Event = Omit<Raised, 'contactId'>;

/** The events that a new message raises. */
export function messageEvents(
  message: StoredMessage,
  contactId: number,
  isClick: boolean,
  rules: MessageRules,
  shapes: Shapes,
): Event[] {
  const data = { orgId: shapes.orgId, ...shapes.message(message, contactId), ...wrapped(message, rules) };
  const ofApi = message.appId !== undefined;
  // ASSUMED: whether what an app posts comes back to it, and to all others.
  const isHeard = !ofApi || rules.newMessageOfApi === 'sent';
  const names = [
    ...(isHeard ? ['new_message'] : []),
    ...(isHeard && message.text.trimStart().startsWith('/') ? ['new_command_message'] : []),
    // ASSUMED: the message of a click is what the visitor said by it.
    ...(isClick && message.from === 'visitor' ? ['button_clicked'] : []),
  ];
  return names.map((event) => ({ event, data }));
}

// ASSUMED: whether what an agent typed is wrapped in a paragraph; newer samples look for a command anywhere in a body.
function wrapped(message: StoredMessage, rules: MessageRules): { body?: string } {
  const isTyped = message.from === 'agent' && message.html === undefined;
  if (!isTyped || rules.agentMessageBody === 'plain') return {};
  return { body: `<p>${escaped(message.text)}</p>` };
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
