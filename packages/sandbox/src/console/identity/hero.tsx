import type { VNode } from 'preact';
import type { Picture } from '../live/live-state';
import type { BrowserRow } from '../model/browser-rows';
import { shownText } from '../model/shown-text';
import { timelineOf } from '../model/timeline';
import { NoteText } from '../parts/note-text';
import { PersonaMark } from '../parts/persona-mark';
import { BrowserFacts } from './browser-facts';
import { PersonaFacts } from './persona-facts';
import { Timeline } from './timeline';

export interface HeroProps {
  row: BrowserRow;
  picture: Picture;
  /** A person chose this browser, so it stays when another one becomes active. */
  isChosen: boolean;
}

/** Who Drift thinks this browser is, to be read from across the room. */
export function Hero({ row, picture, isChosen }: HeroProps): VNode {
  const { persona, trouble } = row;
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
          {persona && <PersonaFacts persona={persona} since={stations[0]} />}
          <BrowserFacts row={row} isChosen={isChosen} />
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
