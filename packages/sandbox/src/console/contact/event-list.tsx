import type { VNode } from 'preact';
import type { ContactEvent } from '../../protocol';
import { shownText, shownValue } from '../model/shown-text';
import { timeOfDay } from '../model/time-words';
import { PageLink } from '../parts/page-link';
import { ShowMore, useLimit } from '../parts/show-more';

/** The newest first. */
export function EventList({ events }: { events: readonly ContactEvent[] }): VNode {
  const [limit, more] = useLimit(6, 50);
  if (events.length === 0) {
    return (
      <p class="quiet">
        None. <code>track</code> and page views add them.
      </p>
    );
  }
  return (
    <>
      <ol class="events" aria-label="Events">
        {events
          .slice(-limit)
          .reverse()
          .map((event, index) => (
            <li key={events.length - index}>
              <time class="quiet" dateTime={new Date(event.at).toISOString()}>
                {timeOfDay(event.at)}
              </time>
              <span>
                <span class="event-name">{shownText(event.name, 200)}</span> <Details event={event} />
              </span>
            </li>
          ))}
      </ol>
      <ShowMore hidden={events.length - limit} of="events" onMore={more} />
    </>
  );
}

function Details({ event: { attributes } }: { event: ContactEvent }): VNode | null {
  const { url, ...rest } = attributes;
  if (typeof url === 'string') return <PageLink url={url} />;
  return Object.keys(rest).length === 0 ? null : <code>{shownValue(rest, 300)}</code>;
}
