import { DEFAULT_AGENT, BOT } from '../rules/known-ids';
import { RequestError } from '../http/request-error';
import type {
  Attributes,
  Author,
  Fired,
  Playbook,
  PlaybookRun,
  PlaybookStep,
  TargetingAnswer,
} from '../protocol';
import type { Session } from '../stores/session-store';
import type { Place } from './targeting';
import { evaluateTargeting } from './targeting';
import type { World } from '../stores/world';
import { setUserAttributes } from '../visitor/activity';
import { calendarOf, cardOf } from './card';
import type { PostOptions } from '../visitor/post';
import { ownConversation, pageOf, post } from '../visitor/post';
import { conversationView, historyOf, seenMessage } from '../visitor/view';
import { idsOf } from '../stores/playbook-store';

/** A playbook speaks first, in a new conversation of this contact, up to its first question. */
function fire(world: World, contactId: number, playbook: Playbook, options: PostOptions): Fired {
  const run = { ...idsOf(playbook), rest: playbook.steps, attention: 'waiting' } as const;
  const page = pageOf(world.contacts.get(contactId));
  const { id } = world.conversations.start(contactId, { playbook: run, ...(page && { page }) });
  goOn(world, id, playbook.steps, options);
  const kept = world.conversations.read(id);
  const conversation = kept && conversationView(kept);
  const [message] = conversation?.messages ?? [];
  if (!conversation || !message) throw new Error(`The playbook ${playbook.interactionId} said nothing.`);
  return { conversation, message };
}

/** The bot says what comes next, until it has asked something. */
export function goOn(
  world: World,
  conversationId: number,
  steps: readonly PlaybookStep[],
  options: PostOptions,
): void {
  for (const [index, step] of steps.entries()) {
    const card = cardOf(step, world.now());
    const reached = step.goal !== undefined && { goal: step.goal };
    const said = { from: 'bot', author: BOT, text: step.say, ...(card && { card }), ...reached } as const;
    post(world, conversationId, said, options);
    // With its buttons, this step is needed once more to know how each goes on.
    if (card) return world.conversations.advance(conversationId, { rest: steps.slice(index) });
  }
  world.conversations.advance(conversationId, { rest: [] });
}

/** `startInteraction`. Throws `not_found` where nobody wrote down a playbook with this id. */
export function startInteraction(world: World, session: Session, interactionId: number): Fired {
  return fire(world, session.contactId, known(world, interactionId), { session });
}

/** A drift link was followed; null where none has this name. */
export function followLink(world: World, session: Session, link: string): Fired | null {
  const playbook = world.playbooks.byLink(link);
  return playbook ? fire(world, session.contactId, playbook, { session }) : null;
}

/** A form was filled in: with a campaign that has a playbook, it is kept on the contact and the playbook takes over. */
export function submitForm(
  world: World,
  session: Session,
  campaignId: number,
  data: Attributes,
): Fired | null {
  const playbook = world.playbooks.list().find((one) => one.campaignId === campaignId);
  if (!playbook) return null;
  setUserAttributes(world, session, data);
  return fire(world, session.contactId, playbook, { session });
}

/** Asks which playbooks a page is meant for, and lets the first that did not fire before. */
export function target(world: World, session: Session, place: Place, mayFire: boolean): TargetingAnswer {
  const { contactId } = session;
  const results = evaluateTargeting(world.playbooks.list(), place, historyOf(world, contactId));
  const next = results.find(({ matches, firedBefore }) => matches && !firedBefore);
  const fired =
    mayFire && next ? fire(world, contactId, known(world, next.interactionId), { session }) : null;
  return { results, fired };
}

/** From outside, as a test or a console says; every open page of the contact hears it. Throws `not_found`. */
export function fireFor(world: World, contactId: number, interactionId: number): Fired {
  if (!world.contacts.get(contactId)) {
    throw new RequestError('not_found', `There is no contact ${contactId}.`);
  }
  const fired = fire(world, contactId, known(world, interactionId), { isMailed: false });
  world.mail.tell({ contactId, message: { type: 'playbook', fired } });
  return fired;
}

/** The visitor saw the playbook, or waved it away. */
export function attend(
  world: World,
  session: Session,
  conversationId: number,
  attention: PlaybookRun['attention'],
): void {
  ownConversation(world, session, conversationId);
  world.conversations.advance(conversationId, { attention });
}

/** The calendar of somebody on the team, in this conversation or in a new one. */
export function offerMeeting(
  world: World,
  session: Session,
  { agentId, conversationId }: { agentId: number; conversationId: number | null },
): Fired {
  const { id } =
    conversationId === null
      ? world.conversations.start(session.contactId)
      : ownConversation(world, session, conversationId);
  const teamMember = agentOf(agentId);
  const text = `When would you like to talk to ${teamMember.name}?`;
  const card = calendarOf(teamMember, world.now());
  const message = post(world, id, { from: 'bot', author: BOT, text, card }, { session });
  return { conversation: ownConversation(world, session, id), message: seenMessage(message) };
}

// The sandbox has one agent by name; any other id that a page knows is somebody too.
function agentOf(id: number): Author {
  return id === DEFAULT_AGENT.id ? DEFAULT_AGENT : { id, name: `Agent ${id}` };
}

function known({ playbooks }: World, interactionId: number): Playbook {
  const playbook = playbooks.byInteraction(interactionId);
  if (playbook) return playbook;
  throw new RequestError('not_found', `There is no playbook with the interaction id ${interactionId}.`);
}
