import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DriftApiError, oddId } from '../src/export/drift-for-test';
import { createSyncForTest, event, pushed } from './sync-for-test';
import type { SyncForTest } from './sync-for-test';

let directory: string;
let my: SyncForTest;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'driftkit-import-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));
afterEach(() => my.sync.close());

function dump(...lines: string[]): string {
  const file = join(directory, 'contacts.csv');
  writeFileSync(file, `\u{feff}${lines.join('\r\n')}\r\n`);
  return file;
}
const written = (): string[] => [...my.destination.contacts.keys()].sort();

describe("Drift's CSV dump of contacts", () => {
  it('a row is fetched and written: by contact id, else by e-mail, else by external id', async () => {
    my = createSyncForTest();
    Object.assign(my.drift.contacts, {
      findByExternalId: (id: string) => Promise.resolve(id === 'user-2' ? { id: '502' } : undefined),
    });
    const file = dump(
      'Contact ID,Email,External ID',
      '500,,',
      ',501@acme.com,',
      ',,user-2',
      ',,',
      ',nobody@acme.com,',
      'x,"a,b",',
    );
    expect(await my.sync.importContacts(file)).toEqual({ rows: 6, skipped: 2 });
    await my.work();
    expect(written()).toEqual(['500', '501', '502']);
    expect(await my.sync.status()).toEqual({ waiting: 0, running: 0, failed: [], moreFailed: 0 });
  });

  it('waits behind what changes now', async () => {
    my = createSyncForTest();
    await my.sync.importContacts(dump('id', '500', '501', '502'));
    my.now += 1_000;
    await my.sync.handle(pushed(oddId(1)));
    await my.sync.run({ once: true, concurrency: 1 });
    expect(my.destination.writes[0]).toBe(`conversation ${oddId(1)}`);
  });

  it('does not bring back who was erased', async () => {
    my = createSyncForTest();
    const contact = my.drift.world.contacts['501'];
    delete my.drift.world.contacts['501'];
    await my.sync.handle(event('gdpr_delete_requested', { contactId: '501' }));
    await my.work();
    my.drift.world.contacts['501'] = contact as never;
    await my.sync.importContacts(dump('id,email', '501,501@acme.com', ',501@acme.com'));
    await my.work();
    expect(written()).toEqual([]);
  });

  it('read twice changes nothing, and what Drift does not answer is asked again', async () => {
    my = createSyncForTest();
    const file = dump('email', '500@acme.com', '501@acme.com');
    await my.sync.importContacts(file);
    await my.sync.importContacts(file);
    my.drift.before = () => {
      throw new DriftApiError('unavailable');
    };
    await my.work();
    my.drift.before = () => undefined;
    my.now += 10_000;
    await my.work();
    expect([written(), my.destination.writes.length]).toEqual([['500', '501'], 2]);
  });

  it('keeps the e-mail of a row that was given up out of what is reported', async () => {
    my = createSyncForTest();
    my.drift.before = () => {
      throw new DriftApiError('unavailable');
    };
    await my.sync.importContacts(dump('email', '500@acme.com'));
    for (let round = 0; round < 12; round += 1) {
      await my.work();
      my.now += 3_600_000;
    }
    expect(my.errors.map(({ code }) => code)).toEqual(['gave_up']);
    expect(JSON.stringify([my.errors[0]?.message, my.errors[0]?.change])).not.toContain('acme.com');
  });

  it.each([
    ['a file that is not there', () => join(directory, 'none.csv')],
    ['a file of something else', () => dump('colour,size', 'red,3')],
  ])('%s is refused, and says why', async (_, fileOf) => {
    my = createSyncForTest();
    await expect(my.sync.importContacts(fileOf())).rejects.toMatchObject({ code: 'unreadable' });
  });

  it('a dump needs an orgId when the sync serves several orgs', async () => {
    const drift = createSyncForTest();
    await drift.sync.close();
    my = createSyncForTest({ client: () => drift.drift as never });
    const file = dump('id', '500');
    await expect(my.sync.importContacts(file)).rejects.toThrow(/Pass the org of the CSV dump/);
    await my.sync.importContacts(file, { orgId: '7' });
    await my.work();
    expect(written()).toEqual(['500']);
  });
});
