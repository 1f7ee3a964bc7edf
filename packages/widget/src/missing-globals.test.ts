// @vitest-environment node
/**
 * Law 1: environments lack things (jsdom, old Safari, sandboxed frames, tests). Every global that the code uses is taken away in turn, and
 * the basics of every entry are run: nothing throws, and where something cannot work an error names what is missing.
 */
import { compileFunction, runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { Window } from 'happy-dom';
// @ts-expect-error -- it has no types of its own
import { JSDOM } from 'jsdom';
import { beforeAll, describe, expect, it } from 'vitest';
import { unsignedToken } from '../test-support/tokens';
import type * as widget from './index';
import type * as testing from './testing/index';
import type * as triggers from './triggers/index';

type Library = typeof widget & typeof triggers & typeof testing & { renderProvider(drift: object): void };
type Globals = Record<string, unknown>;

/** Without these no page runs at all (React wants a console); without a document we are on a server, which has tests of its own. */
const ALWAYS_THERE = new Set(['window', 'document', 'globalThis', 'setTimeout', 'clearTimeout', 'console']);
/** Those of the language, by name. */
const LANGUAGE = new Set(runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[]);

/** Three bundles: the entries without a framework, React's with React, and React alone. */
const OURS = `export * from './index'; export * from './triggers/index'; export * from './testing/index';`;
const REACT = `import { createElement } from 'react'; import { createRoot } from 'react-dom/client';`;
const PROVIDER = `
  import { DriftProvider } from './react/index';
  export const renderProvider = (drift) =>
    createRoot(document.body.appendChild(document.createElement('div'))).render(createElement(DriftProvider, { drift, user: null }));`;
const bundles = {
  ours: OURS,
  withReact: OURS + REACT + PROVIDER,
  reactAlone: `${REACT} export { createElement, createRoot };`,
};

beforeAll(async () => {
  for (const [name, contents] of Object.entries(bundles)) {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: import.meta.dirname },
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'library',
      target: 'es2022',
      define: { 'process.env.NODE_ENV': name === 'ours' ? '"development"' : '"production"' },
    });
    bundles[name as keyof typeof bundles] = outputFiles[0]?.text ?? '';
  }
});

/** jsdom, which has no types of its own. */
const Page = JSDOM as new (html: string, options: object) => { window: unknown };

interface Place {
  library: Library;
  window: Globals & globalThis.Window;
  /** Every name that was looked up. */
  asked: Set<string>;
}

/** Runs the code on a page of its own, whose globals are all that it finds. */
function place(
  missing?: string,
  kind: 'happy-dom' | 'jsdom' = 'happy-dom',
  prepare?: (window: Globals) => void,
  bundle: keyof typeof bundles = 'ours',
): Place {
  const window = (kind === 'jsdom'
    ? new Page('<h1>Acme</h1>', { url: 'https://app.acme.com/', pretendToBeVisual: true }).window
    : new Window({
        url: 'https://app.acme.com/',
        settings: { handleDisabledFileLoadingAsSuccess: true },
      })) as unknown as Place['window'];
  Object.assign(window, { console: { ...console, error: () => undefined, warn: () => undefined } });
  prepare?.(window);
  const asked = new Set<string>();
  const isOfLanguage = (name: string): boolean =>
    LANGUAGE.has(name) && !['globalThis', 'console'].includes(name);
  const seen: object = new Proxy(window, {
    get: (_, name) => (typeof name === 'string' && asked.add(name), window[name as string]),
  });
  const globals: object = new Proxy(
    {},
    {
      has: (_, name) => typeof name === 'string' && name !== 'library' && !isOfLanguage(name),
      get(_, name) {
        if (typeof name === 'symbol') return undefined;
        asked.add(name);
        if (name === missing) return undefined;
        if (name === 'globalThis') return seen;
        if (name === 'window' || name === 'self') return window;
        const value = window[name];
        // Functions of the window want it as their `this`; classes do not.
        return typeof value === 'function' && /^[a-z]/.test(name) ? (value.bind(window) as unknown) : value;
      },
    },
  );
  if (missing)
    Object.defineProperty(window, missing, { configurable: true, writable: true, value: undefined });
  const evaluate = compileFunction(`with (globals) { ${bundles[bundle]}; return library; }`, ['globals']);
  const library = (evaluate as (globals: object) => Library)(globals);
  return { library, window, asked };
}

const embedId = 'abcdefgh1234';
const wait = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
const tokenOf = (sub: string): string => unsignedToken({ sub, iat: 1_000, exp: 1_300 });

/** The outcome: the result, and the errors passed to `onError`. */
interface Result {
  went: string;
  told: string[];
}

type Basics = (place: Place, onError: (error: Error) => void) => Promise<string>;

const BASICS: Record<string, Basics> = {
  async createDrift({ library }, onError) {
    const fake = library.createFakeDrift();
    const drift = library.createDrift({ embedId, onError, timeout: 150, config: { locale: 'fr' } as object });
    drift.on('ready', () => undefined);
    drift.load();
    drift.track('opened', { plan: 'pro' });
    drift.api.startInteraction({ interactionId: 1 });
    drift.identify('ann', { email: 'ann@acme.com' });
    await drift.ready.catch(() => undefined);
    await wait(0);
    const went = fake.contact === 'ann' ? 'works' : drift.state.status;
    drift.unload();
    fake.uninstall();
    return went;
  },
  async 'createSession with a token'({ library }, onError) {
    const fake = library.createFakeDrift();
    const getUserJwt = ({ id }: { id: string }): Promise<string> => Promise.resolve(tokenOf(id));
    const session = library.createSession({ embedId, onError, getUserJwt, tokenTimeout: 100, timeout: 150 });
    session.load();
    const login = session.login({ id: 'ann', email: 'ann@acme.com' });
    session.track('opened');
    const outcome = await Promise.race([login, wait(250)]);
    const logout = await Promise.race([session.logout(), wait(250)]);
    session.close();
    fake.uninstall();
    return outcome?.status === 'identified' && logout?.status === 'anonymous'
      ? 'works'
      : `${outcome?.status}, ${logout?.status}`;
  },
  async fetchUserJwt({ library }, onError) {
    const getUserJwt = library.fetchUserJwt('/api/drift-identity');
    try {
      return (await getUserJwt({ id: 'ann' }, { signal: new AbortController().signal })) === null
        ? 'works'
        : 'another answer';
    } catch (error) {
      onError(error as Error);
      return 'rejected';
    }
  },
  async "somebody else's tag, and two instances"({ library, window }, onError) {
    const tag = window.document.createElement('script');
    tag.setAttribute('data-drift-embed-id', embedId);
    tag.type = 'text/plain';
    tag.src = 'https://js.driftt.com/include/1/abcdefgh1234.js';
    window.document.head.append(tag);
    const [one, two] = [1, 2].map(() => library.createDrift({ embedId, onError, timeout: 50, retries: 0 }));
    one?.load();
    two?.load();
    await wait(80);
    const went = one?.state.status === 'failed' && two?.state.status === 'failed' ? 'works' : 'does not end';
    one?.unload();
    two?.unload();
    return went;
  },
  async triggers({ library }, onError) {
    const fake = library.createFakeDrift();
    const when = [library.onConsent(Promise.resolve(true)), library.onIdle({ timeout: 300 })];
    const drift = library.createDrift({ embedId, onError, when });
    drift.load();
    await Promise.race([drift.ready, wait(3000)]);
    const went = drift.state.status === 'ready' ? 'works' : drift.state.status;
    const late = library.createDrift({
      embedId,
      onError,
      when: [library.onVisible('h1'), library.onInteraction(), library.onIdle()],
    });
    late.load();
    late.unload();
    drift.unload();
    fake.uninstall();
    return went;
  },
  async react({ library }, onError) {
    const fake = library.createFakeDrift();
    const session = library.createSession({ embedId, onError });
    library.renderProvider(session);
    await Promise.race([session.ready, wait(3000)]);
    const went = session.identity.status === 'anonymous' ? 'works' : session.identity.status;
    session.close();
    fake.uninstall();
    return went;
  },
  async driftCsp({ library }) {
    return library.driftCsp({ nonce: 'abc' }).header.includes('nonce-abc') ? 'works' : 'no nonce';
  },
};

type At = (bundle: keyof typeof bundles) => Place;

async function run(name: string, basics: Basics, at: At): Promise<Result & { asked: Set<string> }> {
  const told: string[] = [];
  const here = at(name === 'react' ? 'withReact' : 'ours');
  (here.window as Globals)['fetch'] ??= () => undefined;
  const onError = (error: Error): void =>
    void told.push(
      `${error.message} ${String(error.cause)} ${String((error.cause as Error | undefined)?.cause)}`,
    );
  try {
    return { went: await basics(here, onError), told, asked: here.asked };
  } catch (error) {
    return { went: `threw ${String(error)}`, told, asked: here.asked };
  }
}

/** Globals that React itself needs are not tested here. */
function runsReact(at: At): boolean {
  try {
    return Boolean(at('reactAlone'));
  } catch {
    return false;
  }
}

async function runAll(at: At): Promise<Map<string, Result & { asked: Set<string> }>> {
  const basics = Object.entries(BASICS).filter(([name]) => name !== 'react' || runsReact(at));
  return new Map(
    await Promise.all(basics.map(async ([name, it]) => [name, await run(name, it, at)] as const)),
  );
}

const answer = (window: Globals): void => {
  window['fetch'] = () =>
    Promise.resolve({ ok: false, status: 401, headers: new Headers(), json: () => Promise.resolve({}) });
};

/** What runs on no page and may throw: the kit for tests, and the function for servers. */
const mayThrow = (basics: string, went: string): boolean =>
  basics === 'driftCsp' || went.includes('[driftkit]');

/** Those that neither work all the same, nor say by name what is missing. */
const unnamed = (results: Map<string, Result>, missing: RegExp): unknown[] =>
  [...results].filter(([basics, { went, told }]) => {
    if (went.startsWith('threw')) return !(mayThrow(basics, went) && missing.test(went));
    return went !== 'works' && !told.some((text) => missing.test(text));
  });

describe('with everything there', () => {
  it.each(['happy-dom', 'jsdom'] as const)('every entry works in %s', async (kind) => {
    const results = await runAll((bundle) => place(undefined, kind, answer, bundle));
    expect([...results].map(([name, { went }]) => [name, went])).toEqual(
      Object.keys(BASICS).map((name) => [name, 'works']),
    );
  });
});

describe('with one global taken away', () => {
  it('every entry works, or names it', async () => {
    const all = await runAll((bundle) => place(undefined, 'happy-dom', answer, bundle));
    const used = new Set(
      [...all].filter(([name]) => name !== 'react').flatMap(([, { asked }]) => [...asked]),
    );
    const names = [...used].filter((name) => !ALWAYS_THERE.has(name));
    expect(names).toEqual(
      expect.arrayContaining([
        'performance',
        'BroadcastChannel',
        'MutationObserver',
        'atob',
        'AbortController',
      ]),
    );
    const faults: unknown[] = [];
    for (const name of names) {
      const prepare = name === 'fetch' ? undefined : answer;
      const results = await runAll((bundle) => place(name, 'happy-dom', prepare, bundle));
      for (const fault of unnamed(results, new RegExp(`\\b${name}\\b`))) faults.push([name, fault]);
    }
    expect(faults).toEqual([]);
  }, 60_000);
});
