import type { WebhookEntry, WebhookFault } from '../protocol';
import type { Timetable } from '../time/timetable';
import type { Delivery, Subscriber } from './delivery';
import { headIn, headOf, wrongTokenFor } from './delivery';
import type { Raised } from './events';
import { scopeOf } from './events';
import type { Outbox, WebhookDraft } from './outbox';
import { draftOf } from './outbox';
import { swapPairs } from './swap-pairs';

export interface DispatcherOptions {
  orgId: number;
  subscribers: () => readonly Subscriber[];
  fault: () => WebhookFault;
  /** JSON in which ids are exact. */
  write: (data: unknown) => string;
  record: (draft: WebhookDraft) => void;
  outbox: Outbox;
  timetable: Timetable;
}

/** Sends events to apps. The ledger has an entry for each attempt, and for each delivery that was not attempted. */
export interface Dispatcher {
  /** To every app that is subscribed to it. */
  send(raised: Raised): void;
  /** To this app, subscribed or not. Throws `TypeError` for an unknown app. */
  sendTo(appId: string, raised: Raised): void;
  /** The same event once more, with the app's address and token of now. Throws `TypeError` where that cannot be. */
  sendAgain(entry: WebhookEntry): void;
  clear(): void;
}

/** Milliseconds. */
const DELAY = 5000;

export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { orgId, subscribers, fault, write, record, outbox, timetable } = options;
  let lastId = 0;
  const reordered = swapPairs<Delivery>(outbox.put, timetable);

  const leave = (delivery: Delivery): void => {
    const { fault: spoilt, appId } = delivery;
    if (spoilt === 'dropped') return record(notMade(delivery, 'dropped', 'The fault "webhook" dropped it.'));
    outbox.expect();
    if (spoilt === 'delayed') return void timetable.after(DELAY, () => outbox.put(delivery));
    if (spoilt === 'reordered') return reordered.push(appId, delivery);
    outbox.put(delivery);
    if (spoilt !== 'duplicated') return;
    outbox.expect();
    outbox.put(delivery);
  };
  const dispatch = (
    app: Subscriber,
    raised: Raised,
    head: string,
    id: number,
    spoilt: WebhookFault,
  ): void => {
    const { event, contactId } = raised;
    const url = app.requestUrl ?? '';
    const token = app.verificationToken;
    const wrongToken = wrongTokenFor(app, spoilt);
    const delivery = { id, appId: app.id, url, event, contactId, head, token, fault: spoilt, wrongToken };
    const why = withheldBecause(app, event);
    if (why === null) leave(delivery);
    else record(notMade({ ...delivery, fault: 'none' }, 'withheld', why));
  };
  const known = (appId: string): Subscriber => {
    const app = subscribers().find(({ id }) => id === appId);
    if (!app) throw new TypeError(`There is no app ${JSON.stringify(appId)}.`);
    return app;
  };
  const headFor = ({ event, data }: Raised): string => headOf(orgId, event, write(data));

  return {
    send(raised) {
      const apps = subscribers().filter(({ events }) => events.includes(raised.event));
      if (apps.length === 0) return;
      const head = headFor(raised);
      for (const app of apps) dispatch(app, raised, head, ++lastId, fault());
    },
    sendTo: (appId, raised) => dispatch(known(appId), raised, headFor(raised), ++lastId, fault()),
    sendAgain({ appId, body, event, contactId, deliveryId }) {
      const head = headIn(body);
      if (head === undefined) throw new TypeError(`Delivery ${deliveryId} has no body to send again.`);
      dispatch(known(appId), { event, contactId, data: null }, head, deliveryId, 'none');
    },
    clear: () => reordered.clear(),
  };
}

/** Why Drift would not send this to this app; null where it would. */
function withheldBecause({ requestUrl, scopes }: Subscriber, event: string): string | null {
  const scope = scopeOf(event);
  if (requestUrl === null) return 'The app has no request URL.';
  // An app that hears `app_disconnected` is not connected any more.
  if (scopes === null) return event === 'app_disconnected' ? null : 'The app is not connected.';
  if (scope === null || scopes.includes(scope)) return null;
  return `The token of the app does not have the scope ${scope}. A token keeps its scopes: reconnect the app.`;
}

function notMade(delivery: Delivery, outcome: 'dropped' | 'withheld', why: string): WebhookDraft {
  return draftOf(delivery, 1, { outcome, status: null, answer: null, why, took: null });
}
