/** Something the reader can mend: printed as it is, without a stack. */
export class Stop extends Error {}

/** Ends a script: with the sentence of a Stop, or with the stack of what nobody foresaw. */
export function fail(error) {
  console.error(error instanceof Stop ? `\n${error.message}\n` : error);
  process.exit(1);
}
