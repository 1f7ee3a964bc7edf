import type { VNode } from 'preact';
import type { BrowserRow, Presence } from '../model/browser-rows';
import { shortTime } from '../model/time-words';
import { Panel } from '../parts/panel';
import { PersonaMark } from '../parts/persona-mark';
import { ShowMore, useLimit } from '../parts/show-more';
import { linkTo } from '../route';
import { shortAid } from './short-aid';

export interface BrowserListProps {
  rows: readonly BrowserRow[];
  /** The `drift_aid` of the one that is shown. */
  current: string;
  isFollowing: boolean;
}

/** Every browser seen, the active one on top. */
export function BrowserList({ rows, current, isFollowing }: BrowserListProps): VNode {
  const [limit, more] = useLimit(30, 100);
  const online = rows.filter(({ presence }) => presence === 'online').length;
  return (
    <Panel title="Browsers" name="browsers" aside={<span class="quiet">{online} online</span>}>
      <ul class="rows">
        {rows.slice(0, limit).map((row) => (
          <li key={row.aid}>
            <Row row={row} isCurrent={row.aid === current} />
          </li>
        ))}
      </ul>
      <ShowMore hidden={rows.length - limit} of="browsers" onMore={more} />
      {isFollowing && rows.length > 1 && (
        <p class="quiet hint">The active browser is shown. Choose one to stay with it.</p>
      )}
    </Panel>
  );
}

const PRESENCE: Readonly<Record<Presence, string>> = {
  online: 'online',
  offline: 'offline',
  let_go: 'let go',
};

function Row({ row, isCurrent }: { row: BrowserRow; isCurrent: boolean }): VNode {
  const { aid, persona, presence, lastSeen, trouble } = row;
  return (
    <a class="row" href={linkTo({ view: 'identity', aid })} aria-current={isCurrent ? 'true' : undefined}>
      <PersonaMark persona={persona} />
      <span class="row-text">
        <span class="row-name">{persona?.name ?? 'Nobody'}</span>
        <span class="row-detail">
          <code>{shortAid(aid)}</code>
          <span class={`presence is-${presence}`}>{trouble === null ? PRESENCE[presence] : 'refused'}</span>
        </span>
      </span>
      <time class="quiet" dateTime={new Date(lastSeen).toISOString()}>
        {shortTime(lastSeen)}
      </time>
    </a>
  );
}
