import { RequestError } from '../http/request-error';
import type { World } from '../stores/world';
import { createConnections } from './connections';
import type { Connections } from './connections';
import type { Dispatcher } from './dispatcher';
import { createDispatcher } from './dispatcher';
import type { FeedOptions } from './feed-options';
import type { Feed } from './feed';
import { createFeed } from './feed';
import { createOutbox } from './outbox';
import type { Outbox, OutboxOptions } from './outbox';
import { createPoster } from './post-json';
import { manualPush } from './push-events';
import type { WorldWebhooks } from './webhooks';

/** What of the REST half the webhooks need: shapes, and rows as they are before they are kept. */
export type WebhookSource = Pick<FeedOptions, 'shapes' | 'computed'> & { write: (data: unknown) => string };

export function createWebhooks(world: World, source: WebhookSource): WorldWebhooks {
  const poster = createPoster();
  const outbox = createOutbox({ ...rulesOf(world), poster, timetable: world.timetable, now: world.now });
  const { connections, dispatcher, feed } = createParts(world, source, outbox);
  world.changes.add((change) => {
    connections.hear(change);
    feed.hear(change);
  });
  const stop = (): void => {
    feed.stop();
    dispatcher.clear();
    outbox.clear();
  };

  return {
    emit(event, data = {}, target) {
      const raised = { event, data, contactId: null };
      if (target) dispatcher.sendTo(target.appId, raised);
      else dispatcher.send(raised);
    },
    push(conversationId, userId) {
      const conversation = world.conversations.read(conversationId);
      if (!conversation) throw new RequestError('not_found', `There is no conversation ${conversationId}.`);
      const { contactId } = conversation;
      for (const event of manualPush(conversationId, userId, world.now(), source.shapes))
        dispatcher.send({ ...event, contactId });
    },
    sendAgain(seq) {
      const [entry] = world.ledger.entries({ type: 'webhook', seq });
      if (!entry) throw new RequestError('not_found', `Entry ${seq} of the ledger is not a webhook.`);
      dispatcher.sendAgain(entry);
    },
    settled: outbox.settled,
    begin() {
      connections.begin();
      feed.begin({
        contacts: world.contacts.list(),
        conversations: world.conversations.list(),
        users: world.users.list(),
      });
    },
    stop,
    close() {
      stop();
      poster.close();
    },
  };
}

interface Parts {
  connections: Connections;
  dispatcher: Dispatcher;
  feed: Feed;
}

/** The parts: subscribers, deliveries, and the feed of what happened. */
function createParts(world: World, source: WebhookSource, outbox: Outbox): Parts {
  const connections = createConnections({
    apps: () => world.apps.list(),
    grantsOf: (appId) => world.grants.ofApp(appId),
    rules: () => world.settings.current.assumptions,
    onDisconnected: (appId) => sayDisconnected(dispatcher, connections, appId),
  });
  const dispatcher = createDispatcher({
    ...rulesOf(world),
    orgId: source.shapes.orgId,
    subscribers: connections.subscribers,
    fault: () => world.faults.current.webhook,
    write: source.write,
    outbox,
    timetable: world.timetable,
  });
  const feed = createFeed({
    ...feedOptions(world, source),
    send: dispatcher.send,
    isHeard: () => connections.subscribers().some(({ events }) => events.length > 0),
  });
  return { connections, dispatcher, feed };
}

function rulesOf({ settings, contacts, ledger }: World): Pick<OutboxOptions, 'rules' | 'record'> {
  return {
    rules: () => settings.current.assumptions,
    record(draft) {
      const contact = draft.contactId === null ? undefined : contacts.get(draft.contactId);
      ledger.append({ ...draft, aid: null, externalId: contact?.externalId ?? null });
    },
  };
}

function feedOptions(world: World, source: WebhookSource): Omit<FeedOptions, 'send' | 'isHeard'> {
  return {
    shapes: source.shapes,
    computed: source.computed,
    rules: () => world.settings.current.assumptions,
    timetable: world.timetable,
    now: world.now,
    contact: world.contacts.get,
    conversation: world.conversations.read,
    playbookName: (playbookId) =>
      world.playbooks.list().find((one) => (one.playbookId ?? one.interactionId) === playbookId)?.name ?? '',
  };
}

// To the one app that was let go, if it asked to be told. ASSUMED: that nothing stands in it but whose it is.
function sayDisconnected(dispatcher: Dispatcher, connections: Connections, appId: string): void {
  const event = 'app_disconnected';
  const app = connections.subscribers().find(({ id }) => id === appId);
  if (app?.events.includes(event)) dispatcher.sendTo(appId, { event, data: {}, contactId: null });
}
