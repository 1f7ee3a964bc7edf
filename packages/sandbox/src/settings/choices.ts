/** Which values each named switch may have. */
export type Choices = Readonly<Record<string, readonly unknown[]>>;

/** Names the first change that is none of the choices, as a sentence; undefined when all are. */
export function choiceProblem(what: string, choices: Choices, changes: unknown): string | undefined {
  if (typeof changes !== 'object' || changes === null)
    return `${what}s must be an object of names and values`;
  for (const [name, value] of Object.entries(changes)) {
    const allowed = Object.hasOwn(choices, name) ? choices[name] : undefined;
    if (!allowed) return `unknown ${what} "${name}". Valid: ${Object.keys(choices).join(', ')}`;
    if (!allowed.includes(value)) {
      return `the ${what} "${name}" must be one of ${allowed.map(String).join(', ')}; received ${JSON.stringify(value)}`;
    }
  }
  return undefined;
}
