import type { Database } from './database';

/** Single values of the archive, as JSON. */
export interface Meta {
  read(key: string): unknown;
  write(key: string, value: unknown): void;
}

export function createMeta(database: Database): Meta {
  const read = database.prepare('SELECT value FROM meta WHERE key = ?').pluck();
  const write = database.prepare(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  return {
    read(key) {
      const value = read.all(key)[0] as string | undefined;
      return value === undefined ? undefined : (JSON.parse(value) as unknown);
    },
    write: (key, value) => void write.run(key, JSON.stringify(value)),
  };
}
