import type { VNode } from 'preact';
import { timeOfDay } from '../model/time-words';
import type { Station } from '../model/timeline';
import { PersonaMark } from '../parts/persona-mark';
import { ShowMore, useLimit } from '../parts/show-more';
import { linkTo } from '../route';

/** Everybody a browser has been, newest first. */
export function Timeline({ stations }: { stations: readonly Station[] }): VNode {
  const [limit, more] = useLimit(4, 20);
  return (
    <div class="timeline">
      <ol aria-label="Associations of this browser">
        {stations.slice(0, limit).map(({ at, persona, by }, index) => (
          <li key={stations.length - index}>
            <PersonaMark persona={persona} size="dot" />
            <time dateTime={new Date(at).toISOString()}>{timeOfDay(at)}</time>
            <span class="station">
              {persona ? (
                <a href={linkTo({ view: 'contact', contactId: persona.contactId })}>{persona.name}</a>
              ) : (
                'let go'
              )}{' '}
              <span class="quiet">{by}</span>
            </span>
          </li>
        ))}
      </ol>
      <ShowMore hidden={stations.length - limit} of="associations" onMore={more} />
    </div>
  );
}
