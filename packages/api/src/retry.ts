import { DriftApiError } from './errors';
import { judge } from './judge';
import type { Verdict } from './judge';
import { readLimits } from './limits';
import { assertSignal, assertTimeout, isToken } from './options';
import type { CallOptions, RequestEvent, Settings } from './options';
import { createPacer } from './pacer';
import type { Pacer } from './pacer';
import type { Ticket } from './lanes';
import { reasonOf } from './reason';
import { send, written } from './request';
import type { Call, Outcome, Written } from './request';
import { sleep } from './world';
import type { World } from './world';

/** Sends a call as often as it may be sent. Resolves with what the call reads, or rejects with a DriftApiError. */
export type Sender = <T>(call: Call<T>, options?: CallOptions) => Promise<T>;

/** The pacer holds the whole client back after a 429: these are few requests, however many calls wait. */
const MOST_LIMITED = 10;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 8_000;

interface Run {
  readonly call: Call;
  readonly request: Written;
  readonly settings: Settings;
  readonly world: World;
  readonly pacer: Pacer;
  readonly signal: AbortSignal | undefined;
  readonly timeout: number;
  attempts: number;
  failures: number;
  limited: number;
  renewals: number;
  /** When the first attempt left. */
  since: number;
  /** What the last attempt was sent with. */
  token: string;
}

export function createSender(settings: Settings, world: World, pacer: Pacer = createPacer(world)): Sender {
  return async <T>(call: Call<T>, { signal, timeout = settings.timeout }: CallOptions = {}): Promise<T> => {
    assertTimeout(timeout);
    assertSignal(signal);
    const request = written(call, settings.baseUrl);
    const counts = { attempts: 0, failures: 0, limited: 0, renewals: 0, since: 0 };
    const run: Run = { call, request, settings, world, pacer, signal, timeout, token: '', ...counts };
    for (;;) {
      const verdict = await attempt(run);
      if (verdict.kind === 'done') return verdict.value as T;
      if (verdict.kind === 'failed') throw verdict.error;
      if (verdict.by === 'failure') await sleep(world, pauseAfter(run, verdict.error), signal);
      if (verdict.by === 'renew' && (await tokenFor(run, run.token)) === run.token) throw verdict.error;
    }
  };
}

async function attempt(run: Run): Promise<Verdict> {
  const { call, request, settings, world, signal, timeout } = run;
  const { maxAnswerBytes, fetch = globalThis.fetch } = settings;
  const asked = world.now();
  const { ticket, limiterFailed } = await enter(run);
  try {
    run.token = await tokenFor(run);
    // It may have aborted after the last wait had ended.
    if (signal?.aborted) throw unsent(run);
  } catch (error) {
    ticket.leave();
    throw error;
  }
  const started = world.now();
  if (run.attempts++ === 0) run.since = world.date();
  const outcome = await send(
    { ...request, call, token: run.token, fetch, timeout, maxAnswerBytes, signal },
    world,
  );
  const limits = 'headers' in outcome ? readLimits(outcome.headers, world, outcome.status >= 400) : undefined;
  ticket.leave(limits, 'status' in outcome && outcome.status === 429);
  const secrets = [run.token, ...(call.secrets ?? [])];
  const facts = { call, attempts: run.attempts, since: run.since, limits, secrets };
  const verdict = withinTries(run, judge(outcome, facts));
  tell(run, outcome, verdict, { duration: world.now() - started, waited: started - asked, limiterFailed });
  return verdict;
}

/** The judge says what may be sent again; this says how often. */
function withinTries(run: Run, verdict: Verdict): Verdict {
  if (verdict.kind !== 'again') return verdict;
  const { retries, renewsToken } = run.settings;
  const mayRetry = {
    limit: retries > 0 && run.limited < MOST_LIMITED,
    failure: run.failures < retries,
    // A 401 proves that nothing was done, and a function may give another token by now.
    renew: renewsToken && run.renewals < 1,
  };
  if (!mayRetry[verdict.by]) return { kind: 'failed', error: verdict.error };
  run[COUNTS[verdict.by]]++;
  return verdict;
}

const COUNTS = { limit: 'limited', failure: 'failures', renew: 'renewals' } as const;

/** Doubles from try to try, with jitter; longer where Drift asks for it. */
function pauseAfter({ failures, world }: Run, error: DriftApiError): number {
  const growing = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1));
  return Math.max((error.retryAfter ?? 0) * 1_000, growing * (0.5 + world.random() / 2));
}

/** Waits for the pacer, then for the shared limiter. Only the signal ends the wait early. */
async function enter(run: Run): Promise<{ ticket: Ticket; limiterFailed: boolean }> {
  const { call, pacer, signal } = run;
  if (signal?.aborted) throw unsent(run);
  const ticket = await pacer.enter(call.lane ?? 'calls', signal);
  if (!ticket) throw unsent(run);
  const { limiter, limiterKey } = run.settings;
  if (!limiter) return { ticket, limiterFailed: false };
  try {
    const keys = call.lane ? [`${limiterKey}:${call.lane}`, limiterKey] : [limiterKey];
    const outcomes = [];
    for (const key of keys) outcomes.push(await consume(run, key));
    return { ticket, limiterFailed: outcomes.includes(false) };
  } catch (error) {
    ticket.leave();
    throw error;
  }
}

/** False where the limiter itself failed: a broken store must not stop the calls, and this client paces itself too. */
async function consume(run: Run, key: string): Promise<boolean> {
  const { settings, world, signal } = run;
  for (;;) {
    try {
      await orAborted(run, settings.limiter?.consume(key));
      return true;
    } catch (refusal) {
      if (signal?.aborted) throw unsent(run);
      const wait = (refusal as { msBeforeNext?: unknown } | null | undefined)?.msBeforeNext;
      if (typeof wait !== 'number' || !(wait >= 0)) return false;
      // Those who wait do not all ask again at the same time.
      await sleep(world, wait + 1 + world.random() * 50, signal);
      if (signal?.aborted) throw unsent(run);
    }
  }
}

async function tokenFor(run: Run, rejected?: string): Promise<string> {
  const { method, path } = run.call;
  let token: unknown;
  try {
    const given = run.settings.accessToken(rejected === undefined ? {} : { rejected });
    token = typeof given === 'string' ? given : await orAborted(run, given);
  } catch (cause) {
    if (cause instanceof DriftApiError) throw cause;
    throw new DriftApiError('unauthorized', `accessToken() failed: ${method} ${path} was not sent.`, {
      method,
      path,
      attempts: run.attempts,
      cause: reasonOf(cause, [run.token]),
    });
  }
  if (isToken(token)) return token;
  throw new DriftApiError(
    'unauthorized',
    `accessToken() must give a token without spaces and line breaks: ${method} ${path} was not sent.`,
    { method, path, attempts: run.attempts },
  );
}

/** The promise, or a rejection with `aborted` as soon as the signal says so. */
function orAborted<T>(run: Run, promise: Promise<T> | T): Promise<T> | T {
  const { signal } = run;
  if (!signal) return promise;
  if (signal.aborted) throw unsent(run);
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(unsent(run));
    signal.addEventListener('abort', onAbort);
    void Promise.resolve(promise)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
}

function unsent({ call, signal, attempts }: Run): DriftApiError {
  const { method, path } = call;
  const details = { method, path, attempts, cause: reasonOf(signal?.reason, []) };
  return new DriftApiError(
    'aborted',
    `The signal aborted ${method} ${path} while it waited to be sent.`,
    details,
  );
}

interface Times {
  readonly duration: number;
  readonly waited: number;
  readonly limiterFailed: boolean;
}

function tell(
  run: Run,
  outcome: Outcome,
  verdict: Verdict,
  { duration, waited, limiterFailed }: Times,
): void {
  const { settings, call, pacer, attempts } = run;
  if (!settings.onRequest) return;
  const error = verdict.kind === 'done' ? undefined : verdict.error;
  const event: RequestEvent = {
    method: call.method,
    path: call.path,
    ...('status' in outcome && { status: outcome.status }),
    ...(error && { code: error.code }),
    ...(error?.requestId !== undefined && { requestId: error.requestId }),
    attempt: attempts,
    willRetry: verdict.kind === 'again',
    duration,
    waited,
    remaining: pacer.remaining(call.lane ?? 'calls'),
    ...(limiterFailed && { limiterFailed }),
  };
  const ignore = (): void => undefined;
  try {
    // An observer that throws, now or later, must not turn a call that was done into a failure, nor end the process.
    Promise.resolve(settings.onRequest(event) as unknown).catch(ignore);
  } catch {
    ignore();
  }
}
