import type { Hono } from 'hono';
import type { SandboxOptions } from '../settings/options';
import type { World } from '../stores/world';
import { createWorld } from '../stores/create-world';
import { createApp } from './web-app';

export interface Subject {
  app: Hono;
  world: World;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
}

/** The whole HTTP half without a port, its browser half replaced by its own names. Only tests import this. */
export function createSubject(options: SandboxOptions = {}, now?: () => number): Subject {
  const world = createWorld(options, now);
  const app = createApp(world, { assets: { read: (name) => Promise.resolve(`/* ${name} */`) } });
  return {
    app,
    world,
    post: async (path, body, headers = {}) =>
      app.request(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}
