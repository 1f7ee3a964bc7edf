import type { VNode } from 'preact';
import type { Persona } from '../model/persona';
import { shownText } from '../model/shown-text';
import { timeOfDay } from '../model/time-words';
import type { Station } from '../model/timeline';
import { linkTo } from '../route';

export interface PersonaFactsProps {
  persona: Persona;
  since: Station | undefined;
}

/** Under which id Drift knows them, since when and by what. */
export function PersonaFacts({ persona: { contactId, externalId }, since }: PersonaFactsProps): VNode {
  return (
    <p class="hero-facts">
      {externalId !== null && <code class="external-id">{shownText(externalId, 80)}</code>}
      <a href={linkTo({ view: 'contact', contactId })}>contact {contactId}</a>
      {since && (
        <span>
          since {timeOfDay(since.at)} {since.by}
        </span>
      )}
    </p>
  );
}
