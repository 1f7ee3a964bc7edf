import type { Conversation, Playbook, TargetingResult } from '../protocol';

/** Where a visitor is: the address, and the name `page` was given, if any. */
export interface Place {
  url: string;
  pageName: string | null;
}

/**
 * Which playbooks this page is meant for, in the order they are written down; the first that matches and did not fire
 * before is the one to fire. A name given to `page` is matched as well as the path (devdocs: Gatsby).
 */
export function evaluateTargeting(
  playbooks: readonly Playbook[],
  place: Place,
  history: readonly Conversation[],
): TargetingResult[] {
  const fired = new Set(history.map(({ playbook }) => playbook?.interactionId));
  return playbooks.map(({ interactionId, name, page = null }) => ({
    interactionId,
    name,
    page,
    matches: page !== null && matches(page, place),
    // ASSUMED: how often a playbook fires by itself; once for a contact is the least a page must cope with.
    firedBefore: fired.has(interactionId),
  }));
}

function matches(pattern: string, { url, pageName }: Place): boolean {
  const places = [URL.canParse(url) ? new URL(url).pathname : url, ...(pageName === null ? [] : [pageName])];
  if (!pattern.endsWith('*')) return places.includes(pattern);
  const start = pattern.slice(0, -1);
  return places.some((place) => place.startsWith(start));
}
