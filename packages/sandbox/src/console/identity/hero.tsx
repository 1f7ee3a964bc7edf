import type { VNode } from 'preact';
import type { Picture } from '../live/live-state';
import type { BrowserRow, Presence } from '../model/browser-rows';
import { shownText } from '../model/shown-text';
import { timeOfDay } from '../model/time-words';
import { timelineOf } from '../model/timeline';
import { Copyable } from '../parts/copyable';
import { NoteText } from '../parts/note-text';
import { PersonaMark } from '../parts/persona-mark';
import { linkTo } from '../route';
import { shortAid } from './short-aid';
import { Timeline } from './timeline';

export interface HeroProps {
  row: BrowserRow;
  picture: Picture;
  isChosen: boolean;
}

/** Who Drift thinks this browser is, to be read from across the room. */
export function Hero({ row, picture, isChosen }: HeroProps): VNode {
  const { persona, aid, trouble } = row;
  const stations = timelineOf(row, picture);
  return (
    <section class="panel hero" aria-label="Who this browser is">
      <div class="hero-who">
        <PersonaMark key={persona?.contactId} persona={persona} size="large" />
        <div class="hero-text">
          <p class="eyebrow">Drift thinks this browser is</p>
          <h2 class="hero-name" aria-live="polite">
            {persona?.name ?? 'Nobody'}
          </h2>
          <p class="hero-facts">
            {persona?.externalId != null && (
              <code class="external-id">{shownText(persona.externalId, 80)}</code>
            )}
            {persona && (
              <a href={linkTo({ view: 'contact', contactId: persona.contactId })}>
                contact {persona.contactId}
              </a>
            )}
            {stations[0] && (
              <span>
                since {timeOfDay(stations[0].at)} {stations[0].by}
              </span>
            )}
          </p>
          <p class="hero-facts">
            <span class={`presence is-${row.presence}`}>{presenceWords(row)}</span>
            <span class="aid">
              <span class="quiet">drift_aid</span>{' '}
              <Copyable name="drift_aid" value={aid} short={shortAid(aid)} />
            </span>
            {isChosen && <a href={linkTo({ view: 'identity', aid: null })}>Follow the active browser</a>}
          </p>
          {trouble !== null && (
            <p class="hero-trouble">
              <NoteText note={{ tone: 'bad', text: shownText(trouble) }} />
            </p>
          )}
        </div>
      </div>
      {stations.length > 0 && <Timeline stations={stations} />}
    </section>
  );
}

const PRESENCE: Readonly<Record<Presence, string>> = {
  online: 'Online now',
  offline: 'Offline',
  let_go: 'Let go by reset',
};

function presenceWords({ presence, openPages, lastSeen, trouble }: BrowserRow): string {
  if (trouble !== null) return `Refused at ${timeOfDay(lastSeen)}`;
  if (presence === 'online' && openPages > 1) return `Online now, ${openPages} pages`;
  return presence === 'offline' ? `${PRESENCE.offline} since ${timeOfDay(lastSeen)}` : PRESENCE[presence];
}
