import { API_METHODS } from '../method-names';
import type { Widget } from './widget';

type Branch = Record<string, unknown>;

/** `drift.api`: every method of the table, and `on` and `off`. */
export function createApi({ call, on, off }: Pick<Widget, 'call' | 'on' | 'off'>): Branch {
  const api: Branch = { on, off };
  for (const method of API_METHODS) {
    const [branch, leaf] = method.split('.') as [string, string?];
    const forward = (...args: unknown[]): void => call(method, args);
    if (leaf === undefined) api[branch] = forward;
    else api[branch] = { ...(api[branch] as Branch | undefined), [leaf]: forward };
  }
  return api;
}
