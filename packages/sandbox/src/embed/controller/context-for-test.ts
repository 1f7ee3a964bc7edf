import { vi } from 'vitest';
import type { Mock } from 'vitest';
import type { Subject } from '../../web/web-app-for-test';
import { createSubject } from '../../web/web-app-for-test';
import type { SandboxOptions } from '../../settings/options';
import { createChatActions } from './chat-actions';
import type { Context } from './context';
import { createPlaybookActions } from './playbook-actions';
import { createServerClient } from './server-client';
import { createStore } from './store';
import { DEFAULT_ASSUMPTIONS } from '../../settings/assumptions';

export interface Bench extends Subject {
  context: Context;
  /** The events raised on the host page, as `[name, payload]`. */
  raised: [name: string, payload?: unknown][];
  identified: Mock<Context['tellHost']['identified']>;
  forgetAndReload: Mock<() => void>;
  bootAgain: Mock<Context['tellHost']['bootAgain']>;
  redirect: Mock<(url: string) => void>;
  /** Makes every request fail as a broken network does, until called with false. */
  breakNetwork(broken: boolean): void;
}

/** A controller's inside on a real server, without frames and without a port. Only tests import this. */
export function createBench(options: SandboxOptions = {}): Bench {
  const subject = createSubject(options);
  let broken = false;
  const server = createServerClient((path, init) =>
    broken
      ? Promise.reject(new TypeError('Failed to fetch'))
      : Promise.resolve(subject.app.request(path as string, init)),
  );
  const raised: Bench['raised'] = [];
  const store = createStore({
    render: () => undefined,
    raise: (name, payload) => void raised.push(payload === undefined ? [name] : [name, payload]),
  });
  const identified = vi.fn<Context['tellHost']['identified']>();
  const forgetAndReload = vi.fn<() => void>();
  const bootAgain = vi.fn<Context['tellHost']['bootAgain']>();
  const redirect = vi.fn<(url: string) => void>();
  const context: Context = {
    aid: 'aid-1',
    assumptions: { ...DEFAULT_ASSUMPTIONS, ...options.assumptions },
    server,
    store,
    chat: createChatActions(store, server),
    playbooks: createPlaybookActions(store, server),
    tellHost: { identified, forgetAndReload, bootAgain, redirect },
    userJwt: null,
    stagedForm: undefined,
  };
  return {
    ...subject,
    context,
    raised,
    identified,
    forgetAndReload,
    bootAgain,
    redirect,
    breakNetwork: (on) => void (broken = on),
  };
}

/** A bench whose visit has begun, anonymous unless a user is named (and signed identities are disabled). */
export async function createVisitBench(options: SandboxOptions = {}, userId?: string): Promise<Bench> {
  const bench = createBench({ signedIdentities: 'disabled', ...options });
  const identity = userId === undefined ? null : { userId, userJwt: null };
  await bench.context.server.bootstrap({ aid: 'aid-1', identity, cookie: null, url: 'http://localhost/' });
  return bench;
}
