import { Hono } from 'hono';
import { DEFAULT_AGENT, ORG_ID } from '../../rules/known-ids';
import { goalId, goalsOf } from '../../playbooks/goals';
import { idsOf } from '../../stores/playbook-store';
import type { Playbook } from '../../protocol';
import { answer } from '../answer';
import type { Rest, RestEnv } from '../env';

/** `/playbooks…`: bare lists. No scope of theirs is known. */
export function playbookRoutes(rest: Rest): Hono<RestEnv> {
  const { playbooks } = rest.world;
  const app = new Hono<RestEnv>();
  app.get('/playbooks/list', (c) =>
    answer(
      c,
      playbooks.list().map((playbook) => playbookShape(rest, playbook)),
    ),
  );
  app.get('/playbooks/clp', (c) =>
    answer(
      c,
      playbooks.list().flatMap((playbook) => landingPageShape(playbook) ?? []),
    ),
  );
  return app;
}

function playbookShape({ world, ids }: Rest, playbook: Playbook): Record<string, unknown> {
  const { playbookId } = idsOf(playbook);
  const agent = ids.write(DEFAULT_AGENT.id);
  const createdAt = world.users.get(DEFAULT_AGENT.id)?.createdAt ?? 0;
  return {
    id: playbookId,
    name: playbook.name,
    orgId: ORG_ID,
    meta: {},
    createdAt,
    updatedAt: createdAt,
    createdAuthorId: agent,
    updatedAuthorId: agent,
    interactionId: playbook.interactionId,
    reportType: 'BOOK_MORE_MEETINGS',
    goals: goalsOf(playbook).map((message) => ({ id: goalId(playbookId, message), message })),
  };
}

/** A playbook with a link of its own has a page. */
function landingPageShape(playbook: Playbook): Record<string, unknown> | undefined {
  if (playbook.link === undefined) return undefined;
  const { playbookId } = idsOf(playbook);
  return { playbookId, playbookName: playbook.name, landingPageUrl: `https://drift.me/${playbook.link}` };
}
