import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { Picture } from '../live/live-state';
import { deliveriesOf } from '../model/apps';
import { Panel } from '../parts/panel';
import { ShowMore, useLimit } from '../parts/show-more';
import type { AppPanelProps } from './panel-props';
import { DeliveryRow } from './delivery-row';

export interface AppDeliveriesProps extends AppPanelProps {
  picture: Picture;
}

/** What was sent to the app, newest first, and what it answered. */
export function AppDeliveries({ app, picture, control, turn }: AppDeliveriesProps): VNode {
  const [open, setOpen] = useState<number | null>(null);
  const [limit, more] = useLimit(25, 100);
  const deliveries = deliveriesOf(picture.entries, app.id);
  return (
    <Panel title="Deliveries" name="deliveries" aside={<span class="quiet">{deliveries.length}</span>}>
      <ol class="entries" aria-label="Deliveries, newest first">
        {deliveries.slice(0, limit).map((entry) => (
          <DeliveryRow
            key={entry.seq}
            entry={entry}
            picture={picture}
            isOpen={entry.seq === open}
            onToggle={() => setOpen(entry.seq === open ? null : entry.seq)}
            onSendAgain={() => turn(control.sendAgain(entry.seq))}
          />
        ))}
      </ol>
      {deliveries.length === 0 && (
        <p class="quiet empty-line">
          {app.requestUrl === null
            ? 'Nothing goes out without a request URL.'
            : 'Nothing was sent yet: write in the chat of a page, or send an event by hand.'}
        </p>
      )}
      <ShowMore hidden={deliveries.length - limit} of="deliveries" onMore={more} />
    </Panel>
  );
}
