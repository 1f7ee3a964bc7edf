import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres-for-test';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of a database of the one Postgres of this run; undefined where there is none, and then why. */
    postgres: { url: string } | { reason: string };
  }
}

/** One Postgres for all files. Where it cannot be had, only the tests that need it fail. */
export default async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  try {
    const postgres = await startPostgres();
    provide('postgres', { url: postgres.url });
    return postgres.stop;
  } catch (error) {
    provide('postgres', { reason: String(error) });
    return undefined;
  }
}
