import type { LandingPage, Playbook } from '../models';
import type { CallOptions } from '../options';
import { wholeList } from '../pages';
import type { List } from '../pages';
import type { Call } from '../request';
import type { Sender } from '../retry';
import { rowsIn } from '../shapes';

export interface Playbooks {
  /** Playbooks that are active, in one request; Drift's answer may be ten minutes old. */
  list(options?: CallOptions): List<Playbook>;
  /** Conversational landing pages and their links, in one request. */
  landingPages(options?: CallOptions): List<LandingPage>;
}

export function createPlaybooks(send: Sender): Playbooks {
  return {
    list: (options) => wholeList(() => send(listPlaybooks, options)),
    landingPages: (options) => wholeList(() => send(listLandingPages, options)),
  };
}

const listPlaybooks: Call<Playbook[]> = { method: 'GET', path: '/playbooks/list', read: rowsIn };
const listLandingPages: Call<LandingPage[]> = { method: 'GET', path: '/playbooks/clp', read: rowsIn };
