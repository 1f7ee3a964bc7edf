// A type and no interface: TypeScript takes only that for a map of attributes.
type User = { id: string; name: string };

/** Who is here, as far as the app knows: `undefined` until the server has answered, `null` for nobody. */
export const session = $state<{ user: User | null | undefined }>({ user: undefined });

export async function ask(path: '/api/me' | '/api/login' | '/api/logout', body?: object): Promise<void> {
  const answer = await fetch(path, body && { method: 'POST', body: JSON.stringify(body) });
  session.user = (await answer.json()) as User | null;
}

export function logOut(): Promise<void> {
  session.user = null; // before the server answers: from here on the chat is nobody's
  return ask('/api/logout', {});
}
