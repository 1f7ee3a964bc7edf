import type { StoredConversation } from '../protocol';

/** What a report can ask for; the whole table was not seen. */
export const METRICS = [
  'createdAt',
  'updatedAt',
  'firstCloseAt',
  'timeToCloseMillis',
  'timeToAgentResponseMillis',
  'firstAgentMessageAt',
  'numAgentMessages',
  'numBotMessages',
  'numEndUserMessages',
] as const;
const OTHERS = ['status', 'lastAgentId', 'endUserId', 'relatedPlaybookId'] as const;

export type Metric = (typeof METRICS)[number];
export type Property = Metric | (typeof OTHERS)[number];
export const PROPERTIES: readonly Property[] = [...METRICS, ...OTHERS];

/** The properties of one conversation; missing ones are undefined. Ids are the sandbox's own. */
export type Facts = Partial<Record<Property, string | number>>;

export function factsOf(conversation: Readonly<StoredConversation>): Facts {
  const { createdAt, updatedAt, firstClosedAt, status, contactId, playbook, messages } = conversation;
  const spoken = messages.filter(({ type }) => type === 'chat');
  const of = (from: string): typeof spoken => spoken.filter((message) => message.from === from);
  const [agents, visitors] = [of('agent'), of('visitor')];
  const firstAgent = agents[0]?.at;
  const asked = visitors[0]?.at ?? createdAt;
  const facts: Record<Property, string | number | undefined> = {
    createdAt,
    updatedAt,
    firstCloseAt: firstClosedAt,
    timeToCloseMillis: firstClosedAt === undefined ? undefined : firstClosedAt - createdAt,
    timeToAgentResponseMillis: firstAgent === undefined ? undefined : Math.max(0, firstAgent - asked),
    firstAgentMessageAt: firstAgent,
    numAgentMessages: agents.length,
    numBotMessages: of('bot').length,
    numEndUserMessages: visitors.length,
    status,
    lastAgentId: agents.at(-1)?.author.id,
    endUserId: contactId,
    relatedPlaybookId: playbook?.playbookId,
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Facts;
}
