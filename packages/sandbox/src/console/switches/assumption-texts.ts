import type { Assumptions } from '../../protocol';
import type { SwitchText } from './switch-text';
import { REST_ASSUMPTION_TEXTS } from './rest-assumption-texts';

/** What Drift's documents do not say, one sentence each. A new assumption does not compile until it has its own. */
export const ASSUMPTION_TEXTS: Readonly<{ [K in keyof Assumptions]: SwitchText<Assumptions[K]> }> = {
  conversationOnIdentify: {
    title: 'Conversation of a visitor who is identified',
    explanation:
      'Where an anonymous visitor’s conversation goes, when identify comes in the middle of a visit.',
    labels: { stays: 'stays with the anonymous contact', moves: 'moves to the identified one' },
  },
  readyAfterReset: {
    title: 'Ready after reset',
    explanation: 'Whether the second boot, after reset(), raises ready again.',
    labels: { true: 'raised again', false: 'not again' },
  },
  handlersAfterReset: {
    title: 'Handlers after reset',
    explanation: 'Whether handlers given to drift.on are still there after reset().',
    labels: { kept: 'kept', gone: 'gone' },
  },
  handlersAfterUnload: {
    title: 'Handlers after unload',
    explanation: 'Whether handlers given to drift.on are still there after unload() and load().',
    labels: { kept: 'kept', gone: 'gone' },
  },
  cookiesAfterReset: {
    title: 'Cookies after reset',
    explanation: 'Which of Drift’s cookies are still there after reset(). The anonymous id never is.',
    labels: { visit: 'those of the visit', identity: 'the id cookie too', none: 'none' },
  },
  tokenMidSession: {
    title: 'Token after ready',
    explanation: 'Whether Drift checks a token in the middle of a visit. If not, the identity is unsigned.',
    labels: { checked: 'checked', ignored: 'ignored' },
  },
  identifyDuringReset: {
    title: 'Identify during reset',
    explanation: 'What happens to an identify while the frames reload.',
    labels: { applied: 'applied afterwards', lost: 'lost', to_old_contact: 'applied to the old contact' },
  },
  unload: {
    title: 'Unload',
    explanation: 'Whether drift.unload() exists.',
    labels: { true: 'exists', false: 'does not exist' },
  },
  subMismatch: {
    title: 'A token of somebody else',
    explanation: 'Whether a token counts when its sub is not the identified id.',
    labels: { refused: 'invalid', accepted: 'accepted' },
  },
  failedSetUserAttributes: {
    title: 'A failed setUserAttributes',
    explanation: 'What happens to the calls after a setUserAttributes that failed on the network.',
    labels: { jams: 'they never run', continues: 'they run' },
  },
  associatedAid: {
    title: 'A drift_aid without an id cookie',
    explanation: 'Who a browser is when it had a contact, and now brings only its drift_aid.',
    labels: { contact: 'still the contact’s', anonymous: 'anonymous again' },
  },
  userJwtCookie: {
    title: 'The token as a cookie',
    explanation: 'Whether the browser keeps the token in drift_ujwt.',
    labels: { stored: 'kept', absent: 'not kept' },
  },
  throwingHandler: {
    title: 'A handler that throws',
    explanation: 'Whether Drift calls the other handlers after one has thrown.',
    labels: { isolated: 'still called', stops_the_rest: 'not called' },
  },
  loadedGlobal: {
    title: 'window.drift after the array snippet',
    explanation: 'Whether the loaded Drift can be called as a function, or is the array of the snippet.',
    labels: { function: 'a function, drift(‘track’, …)', array: 'the array of the snippet' },
  },
  refusedIdentify: {
    title: 'An identify refused during a visit',
    explanation: 'What a refused identify does to the visit, for example without a required token.',
    labels: { ignored: 'the visit goes on', boots_again: 'the widget boots again, and is refused' },
  },
  webhookRetries: {
    title: 'Webhook retries',
    explanation: 'Whether a webhook that was not answered with 2xx is tried again.',
    labels: { none: 'one try', three: 'three more, after 10 s, 1 min and 10 min' },
  },
  webhookDeadline: {
    title: 'Webhook deadline',
    explanation: 'How long a receiver may take for its answer.',
    labels: { '3s': '3 seconds', '10s': '10 seconds', '30s': '30 seconds' },
  },
  webhookOrder: {
    title: 'Webhook order',
    explanation: 'Whether a webhook waits for the one before it.',
    labels: { none: 'no order', in_order: 'one at a time, in order' },
  },
  newSubscriptions: {
    title: 'New webhook events',
    explanation: 'When a new subscription of an app takes effect.',
    labels: { at_once: 'at once', after_reconnect: 'once the app is connected anew' },
  },
  newMessageOfApi: {
    title: 'Messages of an app',
    explanation: 'Whether a message that was posted over REST raises new_message.',
    labels: { sent: 'raised', not_sent: 'not raised' },
  },
  agentMessageBody: {
    title: 'What an agent typed, in a webhook',
    explanation: 'How new_message and new_command_message write the body of an agent’s message.',
    labels: { plain: 'as it was typed', paragraph: 'in a <p>' },
  },
  inactiveAfter: {
    title: 'Inactive conversations',
    explanation: 'After how long without a message conversation_push is raised.',
    labels: { '1min': 'a minute', '10min': 'ten minutes', never: 'never' },
  },
  gdprDeleteRequested: {
    title: 'gdpr_delete_requested',
    explanation: 'How the event names the contact whose data must be deleted.',
    labels: { email: 'by e-mail address', contact_id: 'by contact id', neither: 'not at all' },
  },
  usedRefreshToken: {
    title: 'A used refresh token',
    explanation: 'What happens when an app uses a refresh token again.',
    labels: { refused: 'nothing', accepted: 'new tokens', ends_grant: 'it ends the grant' },
  },
  tokenAnswer: {
    title: 'Token answer',
    explanation: 'Whether the token endpoint answers with expires_in and token_type.',
    labels: { full: 'with both', bare: 'with neither' },
  },
  authorizeReturn: {
    title: 'Way back from the consent page',
    explanation: 'How the address that the browser returns to holds code and state.',
    labels: { well_formed: '?code=…&state=…', as_documented: '?code=…?state=…, as the documents have it' },
  },
  ...REST_ASSUMPTION_TEXTS,
};
