import type { VNode } from 'preact';
import type { Picture } from '../live/live-state';
import { inboxRows } from '../model/inbox';
import { shortTime } from '../model/time-words';
import { ShowMore, useLimit } from '../parts/show-more';
import { linkTo } from '../route';

/** The contact's conversations, as ways into the inbox. */
export function ContactConversations({ contactId, picture }: { contactId: number; picture: Picture }): VNode {
  const [limit, more] = useLimit(5, 20);
  const rows = inboxRows(picture).filter(({ persona }) => persona.contactId === contactId);
  if (rows.length === 0) return <p class="quiet">None. A visitor begins one in the chat.</p>;
  return (
    <>
      <ul class="rows">
        {rows.slice(0, limit).map(({ id, preview, at, isWaiting }) => (
          <li key={id}>
            <a class="row" href={linkTo({ view: 'inbox', conversationId: id })}>
              <span class="row-text">
                <span class="row-detail">
                  <code>{id}</code> {isWaiting && <span class="waiting">waiting</span>}
                </span>
                <span class="row-preview">{preview}</span>
              </span>
              <time class="quiet" dateTime={new Date(at).toISOString()}>
                {shortTime(at)}
              </time>
            </a>
          </li>
        ))}
      </ul>
      <ShowMore hidden={rows.length - limit} of="conversations" onMore={more} />
    </>
  );
}
