/** A cursor as Drift has it: a query string in unpadded base64url (observed: decoded from an answer that driftapi-npm prints). */
export function encodeCursor(fields: Readonly<Record<string, string>> | [string, string][]): string {
  return Buffer.from(new URLSearchParams(fields).toString()).toString('base64url');
}

/** The fields of a cursor; undefined for an invalid one. If a field is given twice, the last one counts. */
export function decodeCursor(cursor: string): Record<string, string> | undefined {
  const fields = cursorFields(cursor);
  return fields && Object.fromEntries(fields);
}

export function cursorFields(cursor: string): URLSearchParams | undefined {
  if (!/^[\w-]{1,2000}$/.test(cursor)) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString();
  return /^[\w.]+=/.test(text) ? new URLSearchParams(text) : undefined;
}
