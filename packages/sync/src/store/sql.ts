/** A value that goes into a statement or comes out of it. Ids are text; numbers are safe integers. */
export type SqlValue = string | number | null;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** What the statements of the store and of `sqlDestination` need of a database. They are written once, for SQLite and Postgres. */
export interface Sql {
  /** Runs one statement, with `?` for each value. Resolves to the rows it answers. */
  all(statement: string, ...values: SqlValue[]): Promise<SqlRow[]>;
  /** Resolves to the number of rows that it changed. */
  run(statement: string, ...values: SqlValue[]): Promise<number>;
  /** The same connection as `pg` has it, for a library that writes its own statements. Postgres alone has it. */
  executeSql?(text: string, values: unknown[]): Promise<{ rows: unknown[] }>;
}

export interface SqlDatabase extends Sql {
  readonly dialect: 'sqlite' | 'postgres';
  /** The URL of Postgres with its password. Never print it. */
  readonly url?: string;
  /** The file or address, without a password: two parts of a program with the same one share the connection. */
  readonly name: string;
  /** All that `step` does through `sql` is kept, or none of it. */
  together<T>(step: (sql: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The first column of the first row; undefined where there is none. */
export async function first(
  sql: Sql,
  statement: string,
  ...values: SqlValue[]
): Promise<SqlValue | undefined> {
  const [row] = await sql.all(statement, ...values);
  return row && Object.values(row)[0];
}
