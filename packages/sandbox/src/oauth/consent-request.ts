import type { App } from '../protocol';
import type { World } from '../stores/world';

/** What an app asks the admin for, by the address of the consent page. */
export interface ConsentRequest {
  app: App;
  redirectUri: string;
  state: string | null;
}

/** Why the consent page cannot be shown, as a sentence for the app's developer. The browser is not redirected. */
export class ConsentError extends Error {
  override readonly name = 'ConsentError';
}

/** Throws `ConsentError`. Nothing of the request is used before its `redirect_uri` equals the one of the app. */
export function readConsentRequest(
  { apps }: World,
  given: (name: string) => string | undefined,
): ConsentRequest {
  const clientId = given('client_id') ?? '';
  const app = apps.list().find((one) => one.clientId === clientId);
  if (!app) throw new ConsentError('No app has this client_id. The console shows it on the page of the app.');
  const { redirectUri } = app;
  if (redirectUri === null)
    throw new ConsentError(`The app “${app.name}” has no redirect URL. Set it on its page in the console.`);
  if (given('redirect_uri') !== redirectUri)
    throw new ConsentError(`The redirect_uri must be the one of the app “${app.name}”: ${redirectUri}`);
  if (given('response_type') !== 'code') throw new ConsentError('The response_type must be code.');
  return { app, redirectUri, state: given('state') ?? null };
}

/** Where the browser goes with these parameters. `as_documented`: with the second `?` of Drift's own example. */
export function returnAddress(
  redirectUri: string,
  parameters: Readonly<Record<string, string | null>>,
  style: 'well_formed' | 'as_documented',
): string {
  const given = Object.entries(parameters).filter((one): one is [string, string] => one[1] !== null);
  if (style === 'well_formed') {
    const address = new URL(redirectUri);
    for (const [name, value] of given) address.searchParams.append(name, value);
    return address.href;
  }
  const parts = given.map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const separator = redirectUri.includes('?') ? '&' : '?';
  return `${redirectUri}${separator}${parts.join('?')}`;
}
