import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

export interface PostOptions {
  headers: Readonly<Record<string, string>>;
  body: string;
  signal: AbortSignal;
  /** Breaks the line off in the middle of the body. */
  isCut?: boolean;
}

export interface Answer {
  status: number;
  /** Its beginning. */
  text: string;
}

/** Posts JSON to receivers, over lines that stay open. */
export interface Poster {
  /** The answer; null when `isCut` cut the line. Rejects when there is no answer, or when it is aborted. */
  post(url: string, options: PostOptions): Promise<Answer | null>;
  close(): void;
}

const LONGEST_ANSWER = 1000;

export function createPoster(): Poster {
  const agents = {
    'http:': new HttpAgent({ keepAlive: true }),
    'https:': new HttpsAgent({ keepAlive: true }),
  };
  const agentFor = (url: string): Pick<RequestOptions, 'agent'> =>
    url.startsWith('https:') ? { agent: agents['https:'] } : { agent: agents['http:'] };
  return {
    post: (url, options) => post(url, options, agentFor(url)),
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

// A redirect is an answer like any other: Drift is not known to follow one.
function post(
  url: string,
  { headers, body, signal, isCut = false }: PostOptions,
  agent: Pick<RequestOptions, 'agent'>,
): Promise<Answer | null> {
  return new Promise((resolve, reject) => {
    const bytes = Buffer.from(body);
    const request = (url.startsWith('https:') ? httpsRequest : httpRequest)(url, {
      ...agent,
      method: 'POST',
      signal,
      headers: { ...headers, 'Content-Type': 'application/json', 'Content-Length': bytes.length },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      read(response).then(resolve, reject);
    });
    if (!isCut) return void request.end(bytes);
    request.write(bytes.subarray(0, bytes.length / 2), () => {
      request.off('error', reject).on('error', () => undefined);
      request.destroy();
      resolve(null);
    });
  });
}

async function read(response: IncomingMessage): Promise<Answer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    // Read to its end, so that the line can be used again. Only the beginning is kept.
    if (length < LONGEST_ANSWER) parts.push(part);
    length += part.length;
  }
  const text = Buffer.concat(parts).toString().slice(0, LONGEST_ANSWER);
  return { status: response.statusCode ?? 0, text };
}
