import type { BootFault, BootstrapEntry, Contact } from '../protocol';
import type { Session } from '../stores/session-store';
import type { World } from '../stores/world';
import { judgeClaim } from './claim';

export interface BootstrapRequest {
  aid: string;
  /** From a call of `identify` before boot. */
  identity: { userId: string; userJwt: unknown } | null;
  /** What cookies of an earlier visit say. */
  cookie: { userId: string; userJwt: unknown } | null;
  url: string;
}

type Verdicts = Pick<BootstrapEntry, 'source' | 'claimedId' | 'verdict'>;

/**
 * A visit begins. Answers its session, null when there is none to have (the widget then never becomes ready),
 * or `unanswered` when the sandbox was told to stay silent.
 */
export async function bootstrap(
  world: World,
  request: BootstrapRequest,
): Promise<Session | null | 'unanswered'> {
  const { boot } = world.faults.current;
  const source = sourceOf(request);
  const claim = request.identity ?? request.cookie;
  const claimedId = claim?.userId ?? null;
  const judged = claim && (await judgeClaim(world, { ...claim, midSession: false }));
  const verdicts: Verdicts = { source, claimedId, verdict: judged?.verdict ?? 'unchecked' };
  if (boot !== 'none') return fail(world, request, verdicts, boot);
  if (judged?.decision === 'refused') return refuse(world, request, verdicts);

  const contact =
    claimedId === null ? bornFromAid(world, request.aid) : bornAs(world, request.aid, claimedId, source);
  record(world, request, verdicts, { contact, outcome: 'ready', why: null });
  return world.sessions.open(request.aid, contact.id);
}

function sourceOf({ identity, cookie }: BootstrapRequest): BootstrapEntry['source'] {
  if (identity) return 'identify';
  return cookie ? 'cookie' : 'aid';
}

function bornAs(world: World, aid: string, externalId: string, source: BootstrapEntry['source']): Contact {
  return world.browsers.associate(aid, externalId, source === 'cookie' ? 'cookie' : 'identify');
}

function bornFromAid({ browsers, settings }: World, aid: string): Contact {
  const contact = browsers.visit(aid);
  // ASSUMED: whether the association of a drift_aid outlives the id cookie.
  const forgets = contact.externalId !== null && settings.current.assumptions.associatedAid === 'anonymous';
  return forgets ? browsers.dissociate(aid) : contact;
}

function refuse(world: World, request: BootstrapRequest, verdicts: Verdicts): null {
  // ASSUMED: a leftover id cookie that nothing signs fails the boot just as an unsigned identify does (observed).
  const what = verdicts.source === 'cookie' ? 'the id left in drift_eid' : 'identify';
  const why =
    world.faults.current.identify === 'refused'
      ? `The fault "identify" is on.`
      : `Signed identities are required, and the token of ${what} is ${verdicts.verdict}.`;
  record(world, request, verdicts, { contact: null, outcome: 'refused', why });
  return null;
}

function fail(
  world: World,
  request: BootstrapRequest,
  verdicts: Verdicts,
  boot: Exclude<BootFault, 'none'>,
): null | 'unanswered' {
  const outcome = boot === 'never_ready' ? 'unanswered' : 'refused';
  record(world, request, verdicts, { contact: null, outcome, why: `The fault "${boot}" is on.` });
  return boot === 'never_ready' ? 'unanswered' : null;
}

function record(
  { ledger }: World,
  { aid, url }: BootstrapRequest,
  verdicts: Verdicts,
  { contact, outcome, why }: { contact: Contact | null } & Pick<BootstrapEntry, 'outcome' | 'why'>,
): void {
  const bornAs = contact === null ? 'nobody' : contact.externalId === null ? 'anonymous' : 'identified';
  ledger.append({
    type: 'bootstrap',
    aid,
    bornAs,
    ...verdicts,
    outcome,
    why,
    url,
    contactId: contact?.id ?? null,
    externalId: contact?.externalId ?? null,
  });
}
