/** The query of a link in an answer. Nothing else of it is used: not its host, not its path. Undefined: no address. */
export function linkedQuery(link: string): URLSearchParams | undefined {
  try {
    return new URL(link, 'https://driftapi.com').searchParams;
  } catch {
    return undefined;
  }
}
