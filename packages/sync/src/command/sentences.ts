import type { Erased } from '../archive/erase';
import type { Listed, Manifest } from '../archive/manifest';
import { TABLE_NAMES } from '../archive/tables';
import type { Verification } from '../archive/verify';

/** The most rows of a list that are printed. The manifest has all of them. */
const MOST = 10;

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** What an export fetched, and what it could not fetch. */
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
  if (isComplete) return ['Complete: the archive has all data that the API gave.'];
  return [
    ...some(failed, (count) => `NOT COMPLETE: ${count} could not be fetched from Drift:`),
    'Run the same command again to try these again. manifest.json lists them all under "failed".',
  ];
}

function helpFor(directory: string, cure: Verification['cure']): string {
  if (cure === 'restore') {
    return `drift.sqlite has changed since the export. Restore ${directory} from a copy, or export into another folder.`;
  }
  if (cure === 'erase') return 'Run the erasure again.';
  return `Run driftkit-export --out ${directory} again to rewrite the files.`;
}

export function verified(directory: string, { manifest, problems, warnings, cure }: Verification): string[] {
  const { rows } = manifest.tables.conversations;
  return [
    ...problems.map((problem) => `WRONG: ${problem}`),
    ...warnings.map((warning) => `Note: ${warning}.`),
    ...(manifest.isComplete ? [] : missing(manifest)),
    problems.length === 0
      ? `${directory}: every file is unchanged, ${counted(rows, 'conversation')}.`
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
      : `${directory} has no data of contact ${contact}. Later exports will leave this contact out.`,
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
