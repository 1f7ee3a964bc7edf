import type { Attributes, IdentifyEntry } from '../protocol';
import { takeApart } from '../rules/signed-identity';
import type { World } from '../stores/world';
import { judgeClaim } from './claim';

export interface IdentifyRequest {
  aid: string;
  userId: string;
  attributes: Attributes;
  userJwt: unknown;
  when: IdentifyEntry['when'];
}

export interface IdentifyResult {
  outcome: IdentifyEntry['outcome'];
  contactId: number | null;
}

/** Creates or updates the contact with this external id and associates the browser with it; or refuses to. */
export async function identify(world: World, request: IdentifyRequest): Promise<IdentifyResult> {
  const { aid, userId, userJwt, when } = request;
  const { verdict, tokenVerdict, decision } = await judgeClaim(world, {
    userId,
    userJwt,
    midSession: when !== 'boot',
  });
  const before = world.browsers.get(aid)?.contactId ?? null;
  const applied = decision === 'refused' ? nothing(before) : apply(world, request, before);
  const outcome = decision === 'refused' || decision === 'fell_back' ? decision : 'associated';
  world.ledger.append({
    type: 'identify',
    aid,
    userId,
    when,
    verdict,
    outcome,
    token: takeApart(userJwt),
    tokenVerdict,
    contactId: applied.contactAfter,
    externalId: applied.externalId,
    contactBefore: before,
    contactAfter: applied.contactAfter,
    attributes: applied.attributes,
    ignored: applied.ignored,
    movedConversations: applied.moved,
  });
  return { outcome, contactId: applied.contactAfter };
}

interface Applied {
  contactAfter: number | null;
  externalId: string | null;
  attributes: Attributes;
  ignored: string[];
  moved: number[];
}

function nothing(before: number | null): Applied {
  return { contactAfter: before, externalId: null, attributes: {}, ignored: [], moved: [] };
}

function apply(
  world: World,
  { aid, userId, attributes, when }: IdentifyRequest,
  before: number | null,
): Applied {
  const { browsers, contacts, conversations, settings } = world;
  const old = before === null ? undefined : contacts.get(before);
  // ASSUMED: an identify that meets a reset may still reach the session that is ending, and so the old contact.
  const contact = when === 'reset' && old ? old : browsers.associate(aid, userId, 'identify');
  const moves = when === 'session' && old?.externalId === null && contact.id !== old.id;
  // ASSUMED: what becomes of the anonymous visitor's conversation (see assumptions.ts).
  const moving = moves && settings.current.assumptions.conversationOnIdentify === 'moves';
  return {
    contactAfter: contact.id,
    externalId: contact.externalId,
    ...contacts.setAttributes(contact.id, attributes),
    moved: moving ? conversations.move(old.id, contact.id) : [],
  };
}
