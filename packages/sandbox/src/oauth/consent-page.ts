import { html } from 'hono/html';
import type { App, Scope } from '../protocol';
import type { ConsentRequest } from './consent-request';

type Html = ReturnType<typeof html>;

const WORDS: Readonly<Record<Scope, string>> = {
  contact_read: 'Read contacts',
  contact_write: 'Create and change contacts',
  all_contact_read: 'Read every contact and its custom attributes',
  conversation_read: 'Read conversations, messages and transcripts',
  conversation_write: 'Write messages and open conversations',
  user_read: 'Read your team and its meetings',
  user_write: 'Change your team',
  account_read: 'Read accounts',
  account_write: 'Create, change and delete accounts',
  gdpr_read: 'Hear of requests to delete personal data',
  gdpr_write: 'Delete personal data',
};

/** The page on which an admin lets an app in. */
export function consentPage({ app, redirectUri, state }: ConsentRequest): Html {
  const host = new URL(redirectUri).host;
  return page(
    `Connect ${app.name}`,
    html`<h1>Connect <strong>${app.name}</strong> to this Drift?</h1>
      <p>It asks to:</p>
      <ul class="consent-scopes">
        ${app.scopes.map((scope) => html`<li>${WORDS[scope]} <code>${scope}</code></li>`)}
      </ul>
      ${eventsLine(app)}
      <form method="post" action="/authorize">
        <input type="hidden" name="response_type" value="code" />
        <input type="hidden" name="client_id" value="${app.clientId}" />
        <input type="hidden" name="redirect_uri" value="${redirectUri}" />
        ${state === null ? '' : html`<input type="hidden" name="state" value="${state}" />`}
        <p class="consent-choice">
          <button class="button is-strong" name="decision" value="allow">Connect</button>
          <button class="button is-quiet" name="decision" value="deny">Cancel</button>
        </p>
      </form>
      <p class="quiet hint">
        Either way you go back to <strong>${host}</strong>. Nothing leaves this machine: it is a sandbox.
      </p>`,
  );
}

function eventsLine({ events, requestUrl }: App): Html | '' {
  if (events.length === 0 || requestUrl === null) return '';
  const count = events.length === 1 ? 'one event' : `${events.length} events`;
  return html`<p>It will be told of ${count} at <strong>${new URL(requestUrl).host}</strong>.</p>`;
}

/** The page that says why there is nothing to consent to. */
export function refusalPage(message: string): Html {
  return page(
    'Nothing to connect',
    html`<h1>Nothing to connect</h1>
      <p>${message}</p>`,
  );
}

function page(title: string, body: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Drift sandbox</title>
        <link rel="icon" href="/console/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/console/console.css" />
      </head>
      <body>
        <main class="consent">${body}</main>
      </body>
    </html>`;
}
