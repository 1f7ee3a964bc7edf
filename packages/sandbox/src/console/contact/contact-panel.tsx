import type { VNode } from 'preact';
import type { Control } from '../control';
import type { Picture } from '../live/live-state';
import type { Persona } from '../model/persona';
import { shownText } from '../model/shown-text';
import { wholeTime } from '../model/time-words';
import { DefinitionList } from '../parts/definition-list';
import { Panel } from '../parts/panel';
import { AttributeList } from './attribute-list';
import { ContactConversations } from './contact-conversations';
import { EventList } from './event-list';
import { FirePlaybook } from './fire-playbook';

export interface ContactPanelProps {
  persona: Persona;
  picture: Picture;
  control: Control;
}

/** Everything Drift keeps about one contact. */
export function ContactPanel({ persona, picture, control }: ContactPanelProps): VNode {
  const { contactId, externalId } = persona;
  const contact = picture.contacts.get(contactId);
  return (
    <Panel title="Contact" name="contact" aside={<code class="quiet">{contactId}</code>}>
      <DefinitionList
        name="Contact"
        items={[
          {
            term: 'External id',
            value:
              externalId === null ? (
                <span class="quiet">none: anonymous</span>
              ) : (
                <code>{shownText(externalId, 300)}</code>
              ),
          },
          ...(contact ? [{ term: 'Created', value: wholeTime(contact.createdAt) }] : []),
        ]}
      />
      <h3>Attributes</h3>
      <AttributeList attributes={contact?.attributes ?? {}} />
      <h3>Events</h3>
      <EventList events={contact?.events ?? []} />
      <h3>Conversations</h3>
      <ContactConversations contactId={contactId} picture={picture} />
      <h3>Playbooks</h3>
      <FirePlaybook
        playbooks={picture.playbooks}
        onFire={(interactionId) => control.firePlaybook(interactionId, contactId)}
      />
    </Panel>
  );
}
