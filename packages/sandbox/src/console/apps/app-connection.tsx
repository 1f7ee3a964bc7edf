import type { VNode } from 'preact';
import { SCOPES } from '../../rules/scopes';
import type { Grant, Scope } from '../../protocol';
import { isOutdated, scopesOf } from '../model/apps';
import { shownText } from '../model/shown-text';
import { wholeTime } from '../model/time-words';
import { Copyable } from '../parts/copyable';
import { DefinitionList } from '../parts/definition-list';
import { NoteText } from '../parts/note-text';
import { Panel } from '../parts/panel';
import { Secret } from '../parts/secret';
import { TextField } from '../parts/text-field';
import { useLatest } from '../parts/use-latest';
import type { AppPanelProps } from './panel-props';
import { RemoveApp } from './remove-app';

export interface AppConnectionProps extends AppPanelProps {
  grants: readonly Grant[];
  apiUrl: string;
}

/** What the app may do, and by which token. */
export function AppConnection(props: AppConnectionProps): VNode {
  const { app, grants, apiUrl, control, turn, change } = props;
  const { id, token } = app;
  const isConnected = scopesOf(app, grants) !== null;
  const reveal = (): Promise<string> => control.secretsOf(id).then(({ accessToken }) => accessToken ?? '');
  return (
    <Panel
      title={shownText(app.name, 100)}
      name="app-connection"
      aside={<Connection isConnected={isConnected} />}
    >
      <TextField
        label="Name"
        explanation="For people: the consent page shows it."
        value={app.name}
        onChange={(name) => void change({ name })}
      />
      <DefinitionList
        name="Connection"
        items={[
          { term: 'REST API', value: <Copyable name="REST API address" value={apiUrl} /> },
          {
            term: 'Access token',
            value: token ? (
              <Secret name="access token" masked={token.value} reveal={reveal} onFailure={turn} />
            ) : (
              'none'
            ),
          },
          ...(token ? [{ term: 'Issued', value: wholeTime(token.createdAt) }] : []),
        ]}
      />
      <Scopes {...props} />
      <div class="app-acts">
        <button type="button" class="button" onClick={() => turn(control.actOnApp(id, 'reconnect'))}>
          {token ? 'Reconnect' : 'Connect'}
        </button>
        {isConnected && (
          <button type="button" class="button" onClick={() => turn(control.actOnApp(id, 'disconnect'))}>
            Disconnect
          </button>
        )}
        <RemoveApp name={app.name} onConfirm={() => turn(control.actOnApp(id, 'remove'))} />
      </div>
    </Panel>
  );
}

function Connection({ isConnected }: { isConnected: boolean }): VNode {
  return isConnected ? (
    <span class="presence is-online">connected</span>
  ) : (
    <span class="presence quiet">not connected</span>
  );
}

function Scopes({ app, change }: AppConnectionProps): VNode {
  const [scopes, changeScopes] = useLatest(app.scopes, (next) => change({ scopes: next }));
  const turnScope = (scope: Scope, isOn: boolean): void =>
    changeScopes((before) => SCOPES.filter((one) => (one === scope ? isOn : before.includes(one))));
  return (
    <fieldset class="checks is-short">
      <legend>Scopes</legend>
      {SCOPES.map((scope) => (
        <label key={scope} class="check">
          <input
            type="checkbox"
            checked={scopes.includes(scope)}
            onChange={(event) => turnScope(scope, event.currentTarget.checked)}
          />
          <code>{scope}</code>
        </label>
      ))}
      {isOutdated(app) && (
        <NoteText
          note={{
            tone: 'warn',
            text: 'The token keeps the scopes it was issued with. Reconnect to get a token with these scopes.',
          }}
        />
      )}
    </fieldset>
  );
}
