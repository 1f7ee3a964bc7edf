import { createApi } from '../api';
import type { ApiCalls, DriftApi } from '../api';
import { createContactRules } from '../attributes';
import { createConditions } from '../conditions';
import { createReport, DriftError } from '../errors';
import type { Report } from '../errors';
import { createObservable } from '../observable';
import type { ReadOptions } from '../options';
import { createDeferred } from '../state';
import type { DriftState } from '../state';
import { createCover } from '../visibility';
import { callDrift, deliver, isPageTaken } from './calls';
import type { Engine, Owner } from './engine';
import { createGate } from './gate';
import { createListeners } from './listeners';
import { isInPlace } from './place';
import { DOWN } from './record';

/** `apiCalls`: calls of Drift's api beyond those that everybody has. */
export function createEngine<Options extends ReadOptions, Own extends Owner>(
  options: Options,
  owner: Own,
  apiCalls: ApiCalls = [],
): Engine & Own & { readonly options: Options } {
  const onServer = typeof document === 'undefined';
  const reports: DriftError[] = [];
  const say = createReport(options.onError);
  const report: Report = (error) => void (engine.isBusy ? reports.push(error) : say(error));
  const rules = createContactRules(report);
  let api: DriftApi | undefined;
  const status = options.enabled ? 'idle' : 'disabled';
  const engine: Engine & Own & { readonly options: Options } = {
    ...owner,
    options,
    isActive: options.enabled && !onServer,
    report,
    reports,
    isBusy: false,
    isClosed: false,
    state: createObservable<DriftState>({ status }, 'the state', report),
    rules,
    // Made when it is first used: most pages load Drift before they use it, and some never do.
    get api() {
      return (api ??= createApi((...call) => callDrift(engine, ...call), rules, apiCalls));
    },
    gate: createGate({
      maxQueue: options.maxQueue,
      isOpen: () => engine.page.isOpen === true && isInPlace(engine),
      admits: owner.admits,
      deliver: (call) => deliver(engine, call),
      report,
    }),
    conditions: createConditions(options.when, report, (missing, isTakenBack) => {
      engine.missing = missing;
      engine.heard({ type: isTakenBack ? 'withdrawn' : missing ? 'waits' : 'load' });
    }),
    page: DOWN,
    timers: new Set(),
    config: options.config,
    listeners: createListeners(report),
    ready: createDeferred(),
    revivals: 0,
    cover: createCover(() => isPageTaken(engine)),
  };
  if (!engine.isActive) engine.ready.reject(new DriftError(onServer ? 'server' : 'disabled'));
  return engine;
}
