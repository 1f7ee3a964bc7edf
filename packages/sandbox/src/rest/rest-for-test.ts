import type { SandboxOptions } from '../settings/options';
import type { App } from '../protocol';
import type { World } from '../stores/world';
import { createWorld } from '../stores/create-world';
import { createRestApp } from './rest-app';
import { parseJson } from './json';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The body, with every large id a bigint; undefined where it is no JSON. */
  body: Body;
}

/** Whatever an answer may have, as far as tests read it; that it is there is for the test to say. */
export interface Body extends Row {
  data: Row & Row[];
  pagination: { more: boolean; next?: string };
  links: { self: string; next?: string };
  error: { type: string; message: string };
  participants: number[];
}

export interface Row {
  id: number;
  contactId: number;
  createdAt: number;
  updatedAt: number;
  body?: string;
  attributes: Record<string, unknown>;
  author: Record<string, unknown>;
  type: string;
  status: string;
  messages: Row[];
  properties: unknown[];
  accounts: Row[];
  accountId: string;
  domain: string;
  next?: string;
}

/** The REST half without a port, with one app. Only tests import this. */
export interface RestSubject {
  world: World;
  app: App;
  token: string;
  /** With the token of the app, unless another Authorization is given. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
}

export function createRestSubject(options: SandboxOptions = {}, now?: () => number): RestSubject {
  const world = createWorld(options, now);
  world.assemble();
  world.plant();
  const rest = createRestApp(world);
  const [app] = world.apps.list();
  const token = app?.token?.value;
  if (!app || token === undefined) throw new Error('There is an app at the start.');
  const send: RestSubject['send'] = async (method, path, body, headers = {}) => {
    const response = await rest.request(path, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return answerOf(response);
  };
  return {
    world,
    app,
    token,
    send,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, body, headers),
  };
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  let body = undefined as unknown as Body;
  try {
    body = parseJson(text) as Body;
  } catch {
    // A transcript, a file, or a page of a gateway.
  }
  return { status: response.status, headers: response.headers, text, body };
}
