import { START, createDriftForTest, worldOf } from '../src/export/drift-for-test';
import type { DriftForTest } from '../src/export/drift-for-test';
import { exportArchive } from '../src/export/export';

/** The same Drift every time: all kinds of things that an export writes are in it. */
export function driftToKill(): DriftForTest {
  const world = worldOf(24);
  for (const [at, messages] of Object.values(world.messages).entries()) {
    const id = String(9000 + at);
    Object.assign(messages.at(-1) ?? {}, { attachments: [{ id, fileName: `${id}.txt` }] });
    world.attachments[id] = Buffer.from(`file ${id}`);
  }
  return createDriftForTest(world);
}

/** The same export every time. */
export function exportToKill(client: DriftForTest, directory: string): ReturnType<typeof exportArchive> {
  const all = { attachments: true, transcripts: true, csv: true };
  return exportArchive({ client, directory, ...all, now: () => START });
}
