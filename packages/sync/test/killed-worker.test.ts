import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { expect, it, onTestFinished } from 'vitest';
import { sqlDestination } from '../src/destinations/sql-destination';
import { createDriftForTest, oddId, worldOf } from '../src/export/drift-for-test';
import { createSync } from '../src/sync/create-sync';
import { bundleForTest } from './bundle-for-test';
import { withPostgres } from './database-for-test';
import { startPostgres } from './postgres-for-test';
import { clientOf, pushed } from './sync-for-test';

const COUNT = 40;
const SLOW = oddId(COUNT - 1);

/** Every write is logged, and one that goes backwards fails. */
const WATCH = `
  CREATE TABLE writes (id TEXT, version BIGINT);
  CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'UPDATE' AND NEW.version < OLD.version THEN RAISE EXCEPTION 'backwards'; END IF;
    INSERT INTO writes VALUES (NEW.id, NEW.version);
    RETURN NEW;
  END $$;
  CREATE TRIGGER watch BEFORE INSERT OR UPDATE ON drift_conversations FOR EACH ROW EXECUTE FUNCTION watch();`;

it.runIf(process.env['DRIFTKIT_LONG'])(
  'of two workers one is killed, then the database is restarted, and one row takes longer than a lease: nothing is lost or goes backwards, and all is done within a minute',
  async () => {
    const program = await bundleForTest(new URL('./killed-worker.ts', import.meta.url));
    const postgres = await startPostgres();
    onTestFinished(() => postgres.stop());
    const sync = createSync({
      client: clientOf(createDriftForTest(worldOf(COUNT))),
      store: postgres.url,
      destination: sqlDestination(postgres.url),
      orgId: '1',
      onError: () => undefined,
    });
    onTestFinished(() => sync.close());
    const rowsOf = (sql: string): Promise<Record<string, unknown>[]> =>
      withPostgres(postgres.url, async (client) => (await client.query<Record<string, unknown>>(sql)).rows);
    const written = async (): Promise<number> => (await rowsOf('SELECT 1 FROM drift_conversations')).length;

    await sync.handle(pushed('1'));
    await sync.run({ once: true });
    // Makes the tables of the destination.
    await sqlDestination(postgres.url).erase({ orgId: '1', contactId: '1' });
    await rowsOf(WATCH);
    const workers = [0, 1].map(() => worker(program, postgres.url));
    for (let at = 0; at < COUNT; at += 1) await sync.handle(pushed(oddId(at)));
    await expect.poll(written, { timeout: 30_000, interval: 20 }).toBeGreaterThan(5);

    const left = (await sync.status()).running;
    workers[0]?.kill('SIGKILL');
    const killedAt = Date.now();
    await postgres.restart();
    await expect.poll(() => written().catch(() => 0), { timeout: 60_000, interval: 200 }).toBe(COUNT);
    const took = (Date.now() - killedAt) / 1_000;
    await expect.poll(async () => (await sync.status()).running, { timeout: 30_000 }).toBe(0);
    const times = await rowsOf(
      `SELECT id, count(*)::int AS times FROM writes WHERE id = '${SLOW}' GROUP BY 1`,
    );
    // oxlint-disable-next-line no-console -- the figure that this test is for
    console.log(`all written ${took.toFixed(1)} s after the kill; ${left} rows were under work`);
    expect(left).toBeGreaterThan(0);
    expect(took).toBeLessThan(60);
    expect(await sync.status()).toEqual({ waiting: 0, running: 0, failed: [], moreFailed: 0 });
    expect(times[0]?.['times']).toBeLessThanOrEqual(2);
  },
  180_000,
);

function worker(program: string, address: string): ChildProcess {
  const child = spawn(process.execPath, [program, address, SLOW], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}
