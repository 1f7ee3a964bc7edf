// The recipes of packages/api/README.md, word for word: recipes.test.ts runs them and compares the text.
import { DriftApiError, escapeHtml } from '@driftkit/api';
import type { DriftClient, Message } from '@driftkit/api';

// recipe: sign-up
/** At sign-up, before the person ever chats: the `identify(user.id)` of your pages lands on this contact. */
export async function preload(drift: DriftClient, user: { id: string; email: string; name: string }) {
  const { id, dropped } = await drift.contacts.upsertByExternalId(user.id, {
    email: user.email,
    name: user.name,
    signed_up_at: new Date(),
  });
  return { id, dropped }; // dropped: attributes that Drift did not take, as their type is fixed otherwise
}
// end

// recipe: purchase
/** After a purchase, by your own id: no Drift id is stored anywhere. */
export async function bought(drift: DriftClient, userId: string, plan: string) {
  await drift.contacts.updateByExternalId(userId, { plan, bought_at: new Date() });
  await drift.contacts.postEvent({ externalId: userId, event: `Bought ${plan}` });
}
// end

// recipe: proxy
const SHOWN = ['plan', 'support_tier'];

/** A page gets what Drift knows of its own person: named attributes alone, and never the token. */
export const ownAttributes =
  (drift: DriftClient, userOf: (request: Request) => Promise<{ id: string } | undefined>) =>
  async (request: Request): Promise<Response> => {
    const user = await userOf(request); // from your session, never from a parameter
    if (!user) return new Response(null, { status: 401 });
    const contact = await drift.contacts.findByExternalId(user.id);
    const shown = SHOWN.map((name) => [name, contact?.attributes[name] ?? null]);
    return Response.json(Object.fromEntries(shown), { headers: { 'cache-control': 'no-store' } });
  };
// end

// recipe: send
/** A message arrives once, also where the connection breaks in the middle. */
export async function sendOnce(drift: DriftClient, conversationId: string, text: string): Promise<Message> {
  const message = { body: escapeHtml(text) };
  try {
    return await drift.conversations.sendMessage(conversationId, message);
  } catch (error) {
    if (!(error instanceof DriftApiError) || error.code !== 'outcome_unknown') throw error;
    const found = await drift.conversations.findSent(conversationId, message, error.lookFor);
    return found ?? (await drift.conversations.sendMessage(conversationId, message));
  }
}
// end
