import type { SandboxOptions } from '../settings/options';
import type { World } from '../stores/world';
import { fileIn, MOVE_IT, openDatabase } from './open-database';
import type { Kept, Disk } from './disk';
import { createDisk } from './disk';

/** The connection between a world and its directory. */
export interface Persistence {
  /** The directory was empty. */
  readonly isNew: boolean;
  close(): void;
}

/**
 * Gives a new world the state of an earlier run in this directory, and keeps from then on whatever changes in it, before
 * anybody else hears of it. Rejects with a sentence for the person who chose the directory.
 */
export async function persist(
  world: World,
  directory: string,
  options: SandboxOptions,
): Promise<Persistence> {
  const disk = createDisk(await openDatabase(directory));
  try {
    const kept = readWhole(disk, directory);
    restoreRecords(world, kept);
    keepChanges(world, disk);
    restoreSwitches(world, kept, options);
    return { isNew: kept.ledger.lastSeq === 0 && kept.contacts.length === 0, close: () => disk.close() };
  } catch (error) {
    disk.close();
    throw error;
  }
}

function readWhole(disk: Disk, directory: string): Kept {
  try {
    return disk.read();
  } catch (cause) {
    const { message } = cause as Error;
    throw new Error(`data: ${fileIn(directory)} is damaged (${message}). ${MOVE_IT}`, { cause });
  }
}

function restoreRecords(world: World, kept: Kept): void {
  world.contacts.restore(kept.contacts);
  world.browsers.restore(kept.browsers);
  world.conversations.restore(kept.conversations);
  for (const id of kept.erasedContacts) world.contacts.forget(id);
  for (const id of kept.erasedConversations) world.conversations.forget(id);
  world.apps.restore(kept.apps);
  world.grants.restore(kept.grants);
  world.users.restore(kept.users);
  world.accounts.restore(kept.accounts);
  world.attachments.restore(kept.attachments);
  world.sessions.restore(kept.sessions);
  world.ledger.restore(kept.ledger);
}

function keepChanges({ changes, sessions, ledger }: World, disk: Disk): void {
  let { dropped } = ledger;
  changes.add((message) => {
    if (message.type === 'hello') return;
    if (message.type === 'cleared') disk.clear(ledger.lastSeq);
    else disk.keep(message);
    if (ledger.dropped > dropped && ledger.oldestSeq !== null) {
      disk.dropEntries(ledger.oldestSeq - 1, ledger.dropped);
    }
    dropped = ledger.dropped;
  });
  sessions.listen((change) => disk.keep(change));
}

/** Restores the switches, except those that this run's options set. */
function restoreSwitches(world: World, { settings, faults, playbooks }: Kept, options: SandboxOptions): void {
  const { signedIdentities, cookieDomains, assumptions } = options;
  if (settings) {
    world.settings.set({
      signedIdentities: signedIdentities ?? settings.signedIdentities,
      cookieDomains: cookieDomains ?? settings.cookieDomains,
      assumptions: { ...settings.assumptions, ...assumptions },
    });
  }
  if (faults) world.faults.set(faults);
  if (playbooks && !options.playbooks) world.playbooks.set(playbooks);
}
