import { API_METHODS } from '../method-names';

type Branch = Record<string, unknown>;

/** What the methods of `drift.api` are handed to. */
export interface ApiTarget {
  call(method: string, args: readonly unknown[]): void;
  on(event: unknown, handler: unknown): void;
  off(event: unknown, handler?: unknown): void;
}

/** `drift.api`: every method of the table, and `on` and `off`. */
export function createApi({ call, on, off }: ApiTarget): Branch {
  const api: Branch = { on, off };
  for (const method of API_METHODS) {
    const [branch, leaf] = method.split('.') as [string, string?];
    const forward = (...args: unknown[]): void => call(method, args);
    if (leaf === undefined) api[branch] = forward;
    else api[branch] = { ...(api[branch] as Branch | undefined), [leaf]: forward };
  }
  return api;
}
