import { DEFAULT_AGENT, VISITOR } from '../rules/known-ids';
import type { SandboxOptions } from '../settings/options';
import type { World } from '../stores/world';
import type { SeedContact, SeedMessage, Seed } from './seed';
import { parseSeed } from './seed';

/** The options with what their seed says about settings; what they say themselves comes first. Throws as `parseSeed`. */
export function withSeedSettings(options: SandboxOptions): SandboxOptions {
  if (options.seed === undefined) return options;
  const { settings = {}, playbooks } = parseSeed(options.seed);
  const { signedIdentities, cookieDomains, assumptions } = settings;
  return {
    ...(signedIdentities && { signedIdentities }),
    ...(cookieDomains && { cookieDomains }),
    ...(playbooks && { playbooks }),
    ...options,
    assumptions: { ...assumptions, ...options.assumptions },
  };
}

/**
 * Puts the people, browsers and conversations of a seed into a world, by the rules by which they would have come. Throws
 * `TypeError` where a rule would have dropped something.
 */
export function plantSeed(world: World, seed: Seed): void {
  const { contacts = [], browsers = [], conversations = [], attributeTypes = {}, users = [] } = seed;
  world.contacts.declareAttributes(attributeTypes);
  for (const { id, name, email } of users)
    world.users.add({ id, name, ...(email !== undefined && { email }) });
  contacts.forEach((contact, index) => plantContact(world, contact, index));
  for (const { aid, contact } of browsers) {
    if (contact === undefined) world.browsers.visit(aid);
    else world.browsers.associate(aid, contact, 'identify');
  }
  for (const { contact, messages } of conversations) {
    const { id } = world.conversations.start(world.contacts.withExternalId(contact).id);
    for (const message of messages) world.conversations.add(id, { ...message, author: authorOf(message) });
  }
}

function plantContact(
  { contacts, now }: World,
  { externalId, attributes = {}, events = [] }: SeedContact,
  index: number,
): void {
  const { id } = contacts.withExternalId(externalId);
  const { ignored } = contacts.setAttributes(id, attributes);
  if (ignored.length > 0) {
    throw new TypeError(
      `seed: contacts[${index}].attributes.${ignored.join(', ')}: an earlier contact has this attribute with another type`,
    );
  }
  for (const { name, attributes: details = {} } of events)
    contacts.addEvent(id, { at: now(), name, attributes: details });
}

function authorOf(message: SeedMessage): { id: number; name: string } {
  return message.from === 'visitor' ? VISITOR : (message.author ?? DEFAULT_AGENT);
}
