import { z } from 'zod';
import { DEMO_PLAYBOOK } from '../playbooks/demo-playbook';
import type { Playbook, PlaybookIds, PlaybookStep } from '../protocol';

/** The playbooks of this account. */
export interface Playbooks {
  list(): Playbook[];
  /** Replaces all playbooks. Throws a `TypeError` that names what is wrong. */
  set(playbooks: readonly Playbook[]): void;
}

export interface PlaybookStore extends Playbooks {
  byInteraction(interactionId: number): Playbook | undefined;
  byLink(link: string): Playbook | undefined;
  /** Back to what the sandbox was created with. */
  restore(): void;
}

const LONGEST = 5000;
const DEEPEST = 100;
const Words = z.string().trim().min(1).max(LONGEST);
const Goal = z.string().trim().min(1).max(200).optional();
const Id = z.number().int().positive();
const Attribute = z.string().trim().min(1).max(200);
const Slug = z.string().regex(/^[\w-]{1,100}$/, 'a link may have letters, digits, _ and -, and no #');

const Step: z.ZodType<PlaybookStep> = z.lazy(() =>
  z.union([
    z.strictObject({
      say: Words,
      goal: Goal,
      buttons: z.array(Button).min(1).max(20),
      attribute: Attribute.optional(),
    }),
    z.strictObject({ say: Words, goal: Goal, ask: z.enum(['email', 'phone', 'meeting']) }),
    z.strictObject({ say: Words, goal: Goal }),
  ]),
);
const Label = z.string().trim().min(1).max(200);
const Button = z.union([Label, z.strictObject({ text: Label, then: z.array(Step).max(50).optional() })]);
const Shape = z.strictObject({
  interactionId: Id,
  playbookId: Id.optional(),
  campaignId: Id.optional(),
  name: z.string().trim().min(1).max(200),
  link: Slug.optional(),
  page: z.string().min(1).max(500).optional(),
  steps: z.array(Step).min(1).max(50),
});

/** @param given without any, there is one to try out, which answers to every `interactionId`. */
export function createPlaybookStore(
  given: readonly Playbook[] | undefined,
  onChange: (playbooks: Playbook[]) => void,
): PlaybookStore {
  const initial = given && checked(given);
  let current = initial;
  const list = (): Playbook[] => structuredClone(current ?? [DEMO_PLAYBOOK]);
  const change = (next: Playbook[] | undefined): void => {
    current = next;
    onChange(list());
  };
  return {
    list,
    set: (playbooks) => change(checked(playbooks)),
    byInteraction(interactionId) {
      // Without playbooks of your own, the demo answers to every id.
      if (!current) return { ...structuredClone(DEMO_PLAYBOOK), interactionId };
      return list().find((one) => one.interactionId === interactionId);
    },
    byLink: (link) => list().find((one) => one.link === link),
    restore: () => change(initial),
  };
}

function checked(playbooks: readonly Playbook[]): Playbook[] {
  if (isDeeperThan(DEEPEST, playbooks))
    throw new TypeError(`Invalid playbooks. Steps may be nested at most ${DEEPEST} levels deep.`);
  const result = z.array(Shape).max(200).safeParse(playbooks);
  if (!result.success) {
    const problems = result.error.issues.map(
      ({ path, message }) => `playbooks.${path.join('.')}: ${message}`,
    );
    throw new TypeError(`Invalid playbooks. ${problems.slice(0, 3).join('; ')}`);
  }
  for (const name of ['interactionId', 'link'] as const) {
    const twice = repeated(playbooks.map((one) => one[name]).filter((one) => one !== undefined));
    if (twice !== undefined) throw new TypeError(`Two playbooks have the ${name} ${JSON.stringify(twice)}.`);
  }
  return result.data as Playbook[];
}

// Level by level, since walking down into it is just what something too deep would break.
function isDeeperThan(limit: number, value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((one) =>
      typeof one === 'object' && one !== null ? (Object.values(one) as unknown[]) : [],
    );
  }
  return false;
}

function repeated<T>(values: readonly T[]): T | undefined {
  return values.find((value, index) => values.indexOf(value) !== index);
}

/** The ids that every event about its conversations carries. */
export function idsOf({ interactionId, playbookId = interactionId, campaignId }: Playbook): PlaybookIds {
  return { playbookId, interactionId, ...(campaignId !== undefined && { campaignId }) };
}
