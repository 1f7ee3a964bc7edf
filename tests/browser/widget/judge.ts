import { expect } from '@playwright/test';
import type { EntryOf, LedgerEntry, Sandbox } from '@driftkit/sandbox';

// The laws of the session, read from the sandbox's ledger alone. Every call says whom it is made for: an event in its
// name (`made for user_ann`), attributes by their `madeFor`. What is made for the visitor is made for `nobody`.

export const ANN = 'user_ann';
export const BOB = 'user_bob';

export const NOBODY = 'nobody';

export const madeFor = (person: string, detail = ''): string => `made for ${person} ${detail}`;

/** Waits until this person is at Drift: named by a call, or born so. */
export const arrives = (sandbox: Sandbox, person: string, after = 0): Promise<LedgerEntry> =>
  sandbox.ledger.waitFor((entry) => entry.seq > after && isArrival(entry) && entry.externalId === person);

const isArrival = (entry: LedgerEntry): boolean =>
  (entry.type === 'identify' && entry.outcome === 'associated') ||
  (entry.type === 'bootstrap' && entry.outcome === 'ready');

/** Waits until the call that was made for this person has landed, on whomever. */
export const lands = ({ ledger }: Sandbox, person: string, detail?: string): Promise<EntryOf<'track'>> =>
  ledger.waitFor({ type: 'track', event: madeFor(person, detail) });

/** All that reached this person after a point in time, but for what lets them go. */
export const reached = ({ ledger }: Sandbox, person: string, after: number): LedgerEntry[] =>
  ledger.entries((entry) => entry.seq > after && entry.externalId === person && !letsGo(entry));

const letsGo = (entry: LedgerEntry): boolean =>
  entry.type === 'reset' || entry.type === 'unload' || (entry.type === 'call' && entry.method === 'reset');

/** What holds at every moment, in whatever order things happen, and whatever the sandbox assumes. */
export function expectTheLaws(sandbox: Sandbox): void {
  expectTheLawsAcrossTabs(sandbox);
  expectNoIdentifyIntoAnUnsettledReset(sandbox);
}

/** The same where several tabs write one ledger, so that its order is not the order of any one of them. */
export function expectTheLawsAcrossTabs(sandbox: Sandbox): void {
  expectCallsWithTheirPerson(sandbox);
  expectOnePersonPerBrowserId(sandbox);
}

function expectCallsWithTheirPerson({ ledger }: Sandbox): void {
  for (const entry of ledger.entries()) {
    const owner = ownerOf(entry);
    if (owner === undefined) continue;
    // Where Drift refused an identity its person is a visitor still, but never anybody else.
    const allowed = owner === NOBODY ? [null] : [owner, null];
    expect(allowed, `${entry.type} ${entry.seq}, made for ${owner}`).toContain(entry.externalId);
  }
}

function ownerOf(entry: LedgerEntry): string | undefined {
  if (entry.type === 'track') return /^made for (\S+)/.exec(entry.event)?.[1];
  if (entry.type === 'attributes') return entry.attributes['madeFor'] as string | undefined;
  return entry.type === 'identify' && entry.outcome !== 'refused' ? entry.userId : undefined;
}

/** A `drift_aid` that was ever one person's is never another's. */
function expectOnePersonPerBrowserId({ browsers }: Sandbox): void {
  for (const { aid, history } of browsers.list()) {
    const people = new Set(history.map(({ externalId }) => externalId).filter((id) => id !== null));
    expect([...people].length, `${aid} was ${[...people].join(' and ')}`).toBeLessThanOrEqual(1);
  }
}

/** After a reset Drift says that it is ready, or is taken down and loaded anew, before anybody is named. */
function expectNoIdentifyIntoAnUnsettledReset({ ledger }: Sandbox): void {
  let isSettled = true;
  for (const entry of ledger.entries()) {
    if (entry.type === 'reset') isSettled = false;
    if (entry.type === 'ready' || entry.type === 'unload' || entry.type === 'script') isSettled = true;
    if (entry.type === 'identify' || (entry.type === 'call' && entry.method === 'identify'))
      expect(isSettled, `${entry.type} ${entry.seq} met an unsettled reset`).toBe(true);
  }
}
