import type { StoredConversation } from '../../protocol';
import type { Rest, RestContext } from '../env';
import { notFound } from '../rest-error';

/** The conversation of the address `/conversations/:id…`. Throws a 404. */
export function knownConversation({ world, ids }: Rest, c: RestContext): Readonly<StoredConversation> {
  const wire = c.req.param('id');
  const id = ids.read(wire);
  const conversation = id === undefined ? undefined : world.conversations.read(id);
  if (!conversation) throw notFound('conversation', wire);
  return conversation;
}
