import type { VNode } from 'preact';
import type { Grant } from '../../protocol';
import { WEBHOOK_EVENTS } from '../../webhooks/events';
import { missingScope, scopesOf } from '../model/apps';
import { DefinitionList } from '../parts/definition-list';
import { Panel } from '../parts/panel';
import { Secret } from '../parts/secret';
import { TextField } from '../parts/text-field';
import { useLatest } from '../parts/use-latest';
import type { AppPanelProps } from './panel-props';
import { RaiseEvent } from './raise-event';

export interface AppWebhooksProps extends AppPanelProps {
  grants: readonly Grant[];
}

const EVENTS = Object.keys(WEBHOOK_EVENTS);

/** Where the app hears of what happens, and of what. */
export function AppWebhooks(props: AppWebhooksProps): VNode {
  const { app, control, turn, change } = props;
  const { id, verificationToken } = app;
  const reveal = (): Promise<string> => control.secretsOf(id).then((secrets) => secrets.verificationToken);
  return (
    <Panel title="Webhooks" name="app-webhooks">
      <TextField
        label="Request URL"
        explanation="Where events are posted to. Empty: nowhere."
        placeholder="http://localhost:3000/drift"
        isAddress
        value={app.requestUrl ?? ''}
        onChange={(address) => void change({ requestUrl: address || null })}
      />
      <DefinitionList
        name="Verification"
        items={[
          {
            term: 'Verification token',
            value: (
              <span class="copyable">
                <Secret
                  name="verification token"
                  masked={verificationToken}
                  reveal={reveal}
                  onFailure={turn}
                />
                <button
                  type="button"
                  class="button is-small is-quiet"
                  onClick={() => turn(control.actOnApp(id, 'rotate'))}
                >
                  Rotate
                </button>
              </span>
            ),
          },
        ]}
      />
      <Events {...props} />
      <RaiseEvent events={EVENTS} onRaise={(event, data) => control.emitWebhook(event, data, id)} />
    </Panel>
  );
}

function Events({ app, grants, change }: AppWebhooksProps): VNode {
  const scopes = scopesOf(app, grants);
  const [events, changeEvents] = useLatest(app.events, (next) => change({ events: next }));
  const turnEvent = (event: string, isOn: boolean): void =>
    changeEvents((before) => EVENTS.filter((one) => (one === event ? isOn : before.includes(one))));
  return (
    <fieldset class="checks">
      <legend>
        Events{' '}
        <AllOrNone isAll={events.length === EVENTS.length} onChange={(all) => changeEvents(() => all)} />
      </legend>
      {EVENTS.map((event) => {
        const missing = events.includes(event) ? missingScope(event, scopes) : null;
        return (
          <label key={event} class="check">
            <input
              type="checkbox"
              checked={events.includes(event)}
              onChange={({ currentTarget }) => turnEvent(event, currentTarget.checked)}
            />
            <span>
              <code>{event}</code>
              {missing !== null && <span class="check-note">needs {missing}</span>}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

function AllOrNone({ isAll, onChange }: { isAll: boolean; onChange: (events: string[]) => void }): VNode {
  return (
    <button
      type="button"
      class="button is-small is-quiet"
      aria-label={isAll ? 'None of the events' : 'All events'}
      onClick={() => onChange(isAll ? [] : EVENTS)}
    >
      {isAll ? 'None' : 'All'}
    </button>
  );
}
