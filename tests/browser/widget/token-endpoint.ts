import type { IncomingMessage, ServerResponse } from 'node:http';
import { signUserJwt } from '../../../packages/identity-server/src/index';

/** The endpoint of an app that signs tokens for whoever its own session says is here. */
export interface TokenEndpoint {
  /** Whose session the app has in this browser; null when nobody is logged in. */
  loggedIn: string | null;
  /** The status of every answer; 200 is an honest one. */
  status: number;
  /** How many requests have come. */
  readonly asked: number;
  /** Keeps every request waiting until the returned function is called. */
  hold(): () => void;
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
  reset(): void;
}

export function createTokenEndpoint(secret: string): TokenEndpoint {
  let held: Promise<void> | undefined;
  let release = (): void => undefined;
  const endpoint = {
    loggedIn: null as string | null,
    status: 200,
    asked: 0,
    hold() {
      held = new Promise((resolve) => (release = resolve));
      return () => {
        held = undefined;
        release();
      };
    },
    async answer(_request: IncomingMessage, response: ServerResponse) {
      endpoint.asked++;
      await held;
      const { loggedIn: userId } = endpoint;
      const status = endpoint.status === 200 && userId === null ? 401 : endpoint.status;
      const userJwt = status === 200 && userId !== null ? await signUserJwt({ userId, secret }) : undefined;
      response
        .writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
        .end(JSON.stringify({ userJwt }));
    },
    reset() {
      release();
      held = undefined;
      Object.assign(endpoint, { loggedIn: null, status: 200, asked: 0 });
    },
  };
  return endpoint;
}
