import { createFakeDrift } from '@driftkit/widget/testing';
import type { FakeDrift } from '@driftkit/widget/testing';
import { vi } from 'vitest';

/** A page of the app: Drift is a fake, and the endpoint signs for whoever the server says is here. */
export interface TestPage {
  readonly fake: FakeDrift;
  /** Whom the server takes the request for; null answers 401. */
  serverSays: string | null;
  /** The headers of each request to the endpoint. */
  readonly asked: Headers[];
  /** What else the page fetches, by the end of its address. */
  readonly answers: Record<string, () => unknown>;
}

const part = (value: object): string => btoa(JSON.stringify(value)).replace(/=+$/, '');
const tokenOf = (sub: string): string =>
  `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub, iat: 1_000, exp: 1_300 })}.signature`;

export function setUpPage(): TestPage {
  const page: TestPage = { fake: createFakeDrift(), serverSays: null, asked: [], answers: {} };
  vi.stubGlobal('fetch', (input: string | URL, init?: RequestInit): Promise<Response> => {
    const [, answer] = Object.entries(page.answers).find(([end]) => String(input).endsWith(end)) ?? [];
    if (answer) return Promise.resolve(answer()).then((body) => Response.json(body));
    page.asked.push(new Headers(init?.headers));
    const { serverSays: sub } = page;
    return Promise.resolve(
      sub ? Response.json({ userJwt: tokenOf(sub) }) : new Response(null, { status: 401 }),
    );
  });
  return page;
}
