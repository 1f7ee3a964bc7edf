import type { Erased } from '../archive/erase';
import type { Listed, Manifest } from '../archive/manifest';
import { TABLE_NAMES } from '../archive/tables';
import type { Verification } from '../archive/verify';

/** So many of a long list are printed; the manifest has them all. */
const MOST = 10;

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** What an export has brought, and what it has not. */
export function exported(directory: string, manifest: Manifest): string[] {
  const counts = TABLE_NAMES.filter((name) => manifest.tables[name].rows > 0).map((name) =>
    counted(manifest.tables[name].rows, name.replace('_', ' ').replace(/s$/, '')),
  );
  return [
    `${directory} has ${counts.join(', ') || 'no rows'}.`,
    ...some(manifest.gone, (count) => `Drift no longer has ${count} that it listed:`),
    ...missing(manifest),
  ];
}

function missing({ isComplete, failed }: Manifest): string[] {
  if (isComplete) return ['All that Drift would give is there.'];
  return [
    ...some(failed, (count) => `NOT COMPLETE: Drift has not given ${count}:`),
    'Run the same command again to try these again. manifest.json lists them all under "failed".',
  ];
}

function helpFor(directory: string, cure: Verification['cure']): string {
  if (cure === 'restore') {
    return `drift.sqlite is not what was exported: put back a copy of ${directory}, or export into another folder.`;
  }
  if (cure === 'erase') return 'Run the erasure again.';
  return `Run driftkit-export --out ${directory} again to write the files anew.`;
}

export function verified(directory: string, { manifest, problems, warnings, cure }: Verification): string[] {
  const { rows } = manifest.tables.conversations;
  return [
    ...problems.map((problem) => `WRONG: ${problem}`),
    ...warnings.map((warning) => `Note: ${warning}.`),
    ...(manifest.isComplete ? [] : missing(manifest)),
    problems.length === 0
      ? `${directory}: every file is as it was written, ${counted(rows, 'conversation')}.`
      : `${directory}: ${counted(problems.length, 'problem')}. ${helpFor(directory, cure)}`,
  ];
}

export function erasedFrom(directory: string, contact: string, erased: Erased): string[] {
  const counts = Object.entries(erased).filter(([, count]) => count > 0);
  const what = counts.map(([name, count]) => counted(count, name.replace(/s$/, ''))).join(', ');
  if (what !== '') return [`Erased from ${directory}: ${what}. No later export brings them back.`];
  return [
    contact.includes('@')
      ? `${directory} has no contact with the e-mail ${contact}. Nothing was erased.`
      : `${directory} has nothing of contact ${contact}, and no later export will bring it in.`,
  ];
}

function some(listed: readonly Listed[], title: (count: number) => string): string[] {
  if (listed.length === 0) return [];
  const rest = listed.length - MOST;
  return [
    title(listed.length),
    ...listed.slice(0, MOST).map(({ kind, id, code }) => `  ${kind} ${id}: ${code}`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ];
}
