export interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string | undefined;
  readonly signal: AbortSignal;
  readonly redirect: string | undefined;
}

export type Answerer = (sent: Sent, count: number) => Response | Promise<Response>;

/** A `fetch` that a test answers. `sent` has every request that left. */
export function fakeFetch(answer: Answerer): { fetch: typeof fetch; sent: Sent[] } {
  const sent: Sent[] = [];
  const fake = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const request: Sent = {
      method: init.method ?? 'GET',
      url: new URL(url),
      headers: new Headers(init.headers),
      body: init.body as string | undefined,
      signal: init.signal as AbortSignal,
      redirect: init.redirect,
    };
    sent.push(request);
    return answer(request, sent.length);
  };
  return { fetch: fake as typeof fetch, sent };
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });

export const error = (status: number, message = 'no', headers: Record<string, string> = {}): Response =>
  json({ error: { type: 'some_error', message } }, status, headers);

/** Never answers, and rejects as `fetch` does when its signal aborts. */
export const hang = ({ signal }: Sent): Promise<Response> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

export const broken = (code: string, syscall?: string): Error =>
  new TypeError('fetch failed', {
    cause: Object.assign(new Error(`${syscall ?? ''} ${code}`), { code, syscall }),
  });
