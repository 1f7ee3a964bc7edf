import { z } from 'zod';
import { assumptionsProblem } from '../settings/assumptions';
import { Attributes as AttributesShape } from '../web/body-shapes';
import type { Generate } from '../generated/formula';
import type { Assumptions, Attributes, AttributeType, Author, Playbook, SignedIdentities } from '../protocol';

/** What a sandbox knows before anybody comes. Everything may be left out. */
export interface Seed {
  /** For editors that know JSON schemas; the sandbox ignores it. */
  $schema?: string | undefined;
  settings?: SeedSettings | undefined;
  playbooks?: Playbook[] | undefined;
  /** Conversations and contacts by formula: a million of them take no memory, and no time to start. */
  generate?: Generate | undefined;
  /** The type of attributes before anybody sets them: the only way to a date. */
  attributeTypes?: Record<string, AttributeType> | undefined;
  /** People of the team, beside the bot and Avery. */
  users?: SeedUser[] | undefined;
  contacts?: SeedContact[] | undefined;
  /** Browsers that visited before: their `drift_aid`, and the external id of their contact. */
  browsers?: { aid: string; contact?: string | undefined }[] | undefined;
  /** Conversations of contacts, by external id. */
  conversations?: { contact: string; messages: SeedMessage[] }[] | undefined;
}
export interface SeedUser {
  id: number;
  name: string;
  email?: string | undefined;
}
export interface SeedSettings {
  signedIdentities?: SignedIdentities | undefined;
  cookieDomains?: string[] | undefined;
  assumptions?: Partial<Assumptions> | undefined;
}
export interface SeedContact {
  externalId: string;
  attributes?: Attributes | undefined;
  events?: { name: string; attributes?: Attributes | undefined }[] | undefined;
}
export type SeedMessage =
  { from: 'visitor'; text: string } | { from: 'agent'; text: string; author?: Author | undefined };

const AuthorShape = z.strictObject({ id: z.number().int(), name: z.string().min(1) });
const Message = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('visitor'), text: z.string().min(1) }),
  z.strictObject({ from: z.literal('agent'), text: z.string().min(1), author: AuthorShape.optional() }),
]);
const Contact = z.strictObject({
  externalId: z.string().min(1),
  attributes: AttributesShape.optional(),
  events: z
    .array(z.strictObject({ name: z.string().min(1), attributes: AttributesShape.optional() }))
    .optional(),
});
const Settings = z.strictObject({
  signedIdentities: z.enum(['disabled', 'enabled', 'required']).optional(),
  cookieDomains: z.array(z.string()).optional(),
  assumptions: z
    .custom<Partial<Assumptions>>()
    .superRefine((assumptions, context) => {
      const problem = assumptionsProblem(assumptions);
      if (problem) context.addIssue(problem);
    })
    .optional(),
});
const Shape: z.ZodType<Seed> = z.strictObject({
  $schema: z.string().optional(),
  settings: Settings.optional(),
  playbooks: z.custom<Playbook[]>(Array.isArray, 'must be a list of playbooks').optional(),
  generate: z
    .strictObject({
      conversations: z.number().int().min(1).max(100_000_000),
      seed: z.number().int().optional(),
      until: z.number().int().min(1_000_000_000_000).max(8_000_000_000_000).optional(),
    })
    .optional(),
  attributeTypes: z
    .record(z.string(), z.enum(['STRING', 'NUMERIC', 'BOOLEAN', 'DATETIME', 'DATE']))
    .optional(),
  users: z
    .array(
      z.strictObject({
        id: z.number().int().positive(),
        name: z.string().min(1).max(200),
        email: z.string().max(254).optional(),
      }),
    )
    .optional(),
  contacts: z.array(Contact).optional(),
  browsers: z
    .array(z.strictObject({ aid: z.string().min(1).max(100), contact: z.string().optional() }))
    .optional(),
  conversations: z
    .array(z.strictObject({ contact: z.string(), messages: z.array(Message).min(1) }))
    .optional(),
});

/** Throws `TypeError` that names what does not fit by its path, as `contacts[0].externalId`. */
export function parseSeed(value: unknown, name = 'seed'): Seed {
  const result = Shape.safeParse(value);
  const problems = result.success ? dangling(result.data) : result.error.issues.map(sentenceOf);
  if (result.success && problems.length === 0) return result.data;
  throw new TypeError(`${name}: ${problems.join('; ')}`);
}

function dangling({ contacts = [], browsers = [], conversations = [] }: Seed): string[] {
  const ids = contacts.map(({ externalId }) => externalId);
  const twice = ids.findIndex((id, index) => ids.indexOf(id) < index);
  const problem = (path: string, contact: string | undefined): string[] =>
    contact === undefined || ids.includes(contact)
      ? []
      : [`${path}.contact: no contact of the seed has the external id ${JSON.stringify(contact)}`];
  return [
    ...(twice < 0 ? [] : [`contacts[${twice}].externalId: ${JSON.stringify(ids[twice])} is given twice`]),
    ...browsers.flatMap(({ contact }, index) => problem(`browsers[${index}]`, contact)),
    ...conversations.flatMap(({ contact }, index) => problem(`conversations[${index}]`, contact)),
  ];
}

function sentenceOf({ path, message }: z.core.$ZodIssue): string {
  const where = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return `${where.replace(/^\./, '') || 'it'}: ${message}`;
}
