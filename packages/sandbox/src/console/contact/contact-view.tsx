import type { VNode } from 'preact';
import { CallsPanel } from '../calls/calls-panel';
import type { Control } from '../control';
import type { Picture } from '../live/live-state';
import type { BrowserRow } from '../model/browser-rows';
import { personaOf } from '../model/persona';
import { PersonaMark } from '../parts/persona-mark';
import { linkTo } from '../route';
import { shortAid } from '../identity/short-aid';
import { ContactPanel } from './contact-panel';

export interface ContactViewProps {
  picture: Picture;
  rows: readonly BrowserRow[];
  contactId: number;
  control: Control;
}

/** One contact by itself: also one that no browser is associated with any more. */
export function ContactView({ picture, rows, contactId, control }: ContactViewProps): VNode {
  const contact = picture.contacts.get(contactId);
  if (!contact) {
    return (
      <section class="panel empty">
        <h2>There is no contact {contactId}</h2>
        <p>
          It may be older than the last reset. <a href={linkTo({ view: 'identity', aid: null })}>Back</a>
        </p>
      </section>
    );
  }
  const persona = personaOf(contact, contactId);
  const browsers = rows.filter((row) => row.persona?.contactId === contactId);
  return (
    <div class="contact-view">
      <section class="panel hero" aria-label="Which contact this is">
        <div class="hero-who">
          <PersonaMark persona={persona} size="large" />
          <div class="hero-text">
            <p class="eyebrow">Contact {contactId}</p>
            <h2 class="hero-name">{persona.name}</h2>
            <p class="hero-facts">
              <BrowserLinks browsers={browsers} />
            </p>
          </div>
        </div>
      </section>
      <CallsPanel picture={picture} contactId={contactId} />
      <ContactPanel persona={persona} picture={picture} control={control} />
    </div>
  );
}

const FEW = 5;

function BrowserLinks({ browsers }: { browsers: readonly BrowserRow[] }): VNode {
  if (browsers.length === 0) return <span>No browser is associated with this contact now.</span>;
  return (
    <>
      <span>Associated with</span>
      {browsers.slice(0, FEW).map(({ aid }) => (
        <a key={aid} href={linkTo({ view: 'identity', aid })}>
          <code>{shortAid(aid)}</code>
        </a>
      ))}
      {browsers.length > FEW && <span>and {browsers.length - FEW} more</span>}
    </>
  );
}
