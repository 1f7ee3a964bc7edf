import type { VNode } from 'preact';
import type { Grant } from '../../protocol';
import { wholeTime } from '../model/time-words';
import { Copyable } from '../parts/copyable';
import { DefinitionList } from '../parts/definition-list';
import { Panel } from '../parts/panel';
import { Secret } from '../parts/secret';
import { TextField } from '../parts/text-field';
import type { AppPanelProps } from './panel-props';

export interface AppConsentProps extends AppPanelProps {
  grants: readonly Grant[];
  url: string;
  apiUrl: string;
}

/** How other orgs let the app in, and which consents hold. */
export function AppConsent({ app, grants, url, apiUrl, control, turn, change }: AppConsentProps): VNode {
  const { id, clientId, clientSecret, redirectUri } = app;
  const reveal = (): Promise<string> => control.secretsOf(id).then((secrets) => secrets.clientSecret);
  return (
    <Panel title="OAuth" name="app-consent">
      <TextField
        label="Redirect URL"
        explanation="Where the consent page sends the browser back to."
        placeholder="http://localhost:3000/drift/callback"
        isAddress
        value={redirectUri ?? ''}
        onChange={(address) => void change({ redirectUri: address || null })}
      />
      <DefinitionList
        name="OAuth client"
        items={[
          { term: 'Client id', value: <Copyable name="client id" value={clientId} /> },
          {
            term: 'Client secret',
            value: <Secret name="client secret" masked={clientSecret} reveal={reveal} onFailure={turn} />,
          },
          { term: 'Token URL', value: <Copyable name="token URL" value={`${apiUrl}/oauth2/token`} /> },
          ...(redirectUri === null
            ? []
            : [{ term: 'Consent', value: <ConsentLink address={consentUrl(url, clientId, redirectUri)} /> }]),
        ]}
      />
      <h3>Consents</h3>
      {grants.length === 0 ? <p class="quiet">None holds.</p> : <GrantList grants={grants} />}
    </Panel>
  );
}

function ConsentLink({ address }: { address: string }): VNode {
  return (
    <a href={address} target="_blank" rel="noopener noreferrer">
      Open the consent page
    </a>
  );
}

function GrantList({ grants }: { grants: readonly Grant[] }): VNode {
  return (
    <ul class="grants">
      {grants.map(({ id, createdAt, refreshedAt, expiresAt, accessToken, scopes }) => (
        <li key={id}>
          <DefinitionList
            name={`Consent of ${wholeTime(createdAt)}`}
            items={[
              { term: 'Given', value: wholeTime(createdAt) },
              ...(refreshedAt > createdAt ? [{ term: 'Refreshed', value: wholeTime(refreshedAt) }] : []),
              { term: 'Access token', value: <code>{accessToken}</code> },
              { term: 'Expires', value: wholeTime(expiresAt) },
              { term: 'Scopes', value: <code>{scopes.join(' ') || 'none'}</code> },
            ]}
          />
        </li>
      ))}
    </ul>
  );
}

function consentUrl(url: string, clientId: string, redirectUri: string): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    state: 'from-the-console',
  });
  return `${url}/authorize?${query.toString()}`;
}
