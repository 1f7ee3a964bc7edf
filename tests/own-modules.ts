/** Set up before each test file where files share a process: modules of its own, and the globals that a library or a test has replaced put back. */
import { afterAll, vi } from 'vitest';

vi.resetModules();

const { Request, Response, Headers, fetch, console } = globalThis;

afterAll(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  Object.assign(globalThis, { Request, Response, Headers, fetch, console });
});
