import type { VNode } from 'preact';
import type { InboxRow } from '../model/inbox';
import { shortTime } from '../model/time-words';
import { Panel } from '../parts/panel';
import { PersonaMark } from '../parts/persona-mark';
import { ShowMore, useLimit } from '../parts/show-more';
import { linkTo } from '../route';

export interface ConversationListProps {
  rows: readonly InboxRow[];
  current: number | null;
}

export function ConversationList({ rows, current }: ConversationListProps): VNode {
  const [limit, more] = useLimit(50, 100);
  const waiting = rows.filter(({ isWaiting }) => isWaiting).length;
  return (
    <Panel title="Conversations" name="conversations" aside={<span class="quiet">{waiting} waiting</span>}>
      <ul class="rows">
        {rows.slice(0, limit).map((row) => (
          <li key={row.id}>
            <Row row={row} isCurrent={row.id === current} />
          </li>
        ))}
      </ul>
      <ShowMore hidden={rows.length - limit} of="conversations" onMore={more} />
    </Panel>
  );
}

function Row({ row, isCurrent }: { row: InboxRow; isCurrent: boolean }): VNode {
  const { id, persona, preview, at, isWaiting } = row;
  return (
    <a
      class="row"
      href={linkTo({ view: 'inbox', conversationId: id })}
      aria-current={isCurrent ? 'true' : undefined}
    >
      <PersonaMark persona={persona} />
      <span class="row-text">
        <span class="row-name">{persona.name}</span>
        <span class="row-preview">{preview}</span>
      </span>
      <span class="row-aside">
        <time class="quiet" dateTime={new Date(at).toISOString()}>
          {shortTime(at)}
        </time>
        {isWaiting && <span class="waiting">waiting</span>}
      </span>
    </a>
  );
}
