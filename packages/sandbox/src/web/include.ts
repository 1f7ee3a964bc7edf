import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { Hono } from 'hono';
import type { Account } from '../embed/host/account';
import type { ScriptEntry, ScriptFault } from '../protocol';
import type { World } from '../stores/world';
import type { Assets } from './assets';
import { requestGone } from '../http/request-gone';

const BUCKET = 300_000;
const NO_STORE = { 'Cache-Control': 'no-store' };
// Loaders that ask with CORS (`crossOrigin`) work with Drift, so its script must allow every origin (observed).
const HEADERS = {
  ...NO_STORE,
  'Content-Type': 'text/javascript; charset=utf-8',
  'Access-Control-Allow-Origin': '*',
};

/** The scripts that snippets load, or what a fault makes of them. */
export function includeRoutes(world: World, assets: Assets): Hono {
  const app = new Hono();
  app.get('/include/:bucket/:file{.+\\.js}', async (c) => {
    const embedId = c.req.param('file').slice(0, -'.js'.length);
    const bucket = c.req.param('bucket');
    const known = embedId === world.embedId;
    const fault = world.faults.current.script;
    const timely = isTimely(bucket, world.now());
    record(world, {
      file: 'include',
      embedId,
      bucket,
      timely,
      answer: known ? answerOf(fault) : 'unknown_embed_id',
    });
    // ASSUMED: an embed id of no account is a 404.
    return known
      ? answer(c, fault, () => script(world, assets, 'alone'))
      : c.text('Not found', 404, NO_STORE);
  });
  // One script for all accounts: the page names its own in `init` (observed: function-style installs, snippet 1.0.0).
  for (const [path, file] of [
    ['/conductor', 'conductor'],
    ['/dist/shim-window-prod.js', 'shim'],
  ] as const) {
    app.get(path, (c) => {
      const fault = world.faults.current.script;
      record(world, { file, embedId: null, bucket: null, timely: null, answer: answerOf(fault) });
      return answer(c, fault, () => script(world, assets, 'at_init'));
    });
  }
  return app;
}

type Asked = Pick<ScriptEntry, 'file' | 'embedId' | 'bucket' | 'timely' | 'answer'>;

function record({ ledger }: World, asked: Asked): void {
  ledger.append({ type: 'script', aid: null, contactId: null, externalId: null, ...asked });
}

// The official snippet rounds the time up to five minutes (observed in snippet 0.3.1). The margin is for the way here.
function isTimely(bucket: string, now: number): boolean {
  const time = Number(bucket);
  return time % BUCKET === 0 && time > now - BUCKET / 10 && time <= now + BUCKET;
}

function answerOf(fault: ScriptFault): ScriptEntry['answer'] {
  if (typeof fault === 'object') return 'slow';
  return fault === 'none' ? 'script' : fault;
}

async function answer(c: Context, fault: ScriptFault, body: () => Promise<string>): Promise<Response> {
  if (typeof fault === 'object') await delay(fault.slow, c);
  if (fault === '404') return c.text('Not found', 404, NO_STORE);
  if (fault === '500') return c.text('Internal server error', 500, NO_STORE);
  if (fault === 'hang') await requestGone(c);
  const text = await scriptFor(fault, body);
  if (fault === 'half_sent') return halfSent(c, text);
  return c.body(text, 200, HEADERS);
}

// The length of the whole is announced, so that no browser can take the half for it.
function halfSent(c: Context, text: string): Response {
  const whole = new TextEncoder().encode(text);
  const half = whole.subarray(0, whole.length / 2);
  const headers = { ...HEADERS, 'Content-Length': String(whole.length) };
  const { outgoing } = (c.env ?? {}) as Partial<HttpBindings>;
  // Without a port, as in unit tests, there is no line to cut.
  if (!outgoing) return c.body(half, 200, headers);
  outgoing.writeHead(200, headers).write(half, () => outgoing.destroy());
  return RESPONSE_ALREADY_SENT;
}

// Ends early when the page leaves, so that nothing keeps a closing process alive.
async function delay(milliseconds: number, c: Context): Promise<void> {
  await sleep(milliseconds, undefined, { signal: c.req.raw.signal }).catch(() => undefined);
}

function scriptFor(fault: ScriptFault, body: () => Promise<string>): Promise<string> | string {
  if (fault === 'throws') return `throw new Error('The sandbox was told to let this script throw.');`;
  if (fault === 'no_global') return '// The sandbox was told to answer with a script that does nothing.';
  return body();
}

async function script(
  { embedId, settings, faults }: World,
  assets: Assets,
  start: Account['start'],
): Promise<string> {
  const { cookies, events } = faults.current;
  const account: Account = {
    embedId,
    start,
    assumptions: settings.current.assumptions,
    faults: { cookies, events },
  };
  return `(() => { const DRIFT_ACCOUNT = ${JSON.stringify(account)};\n${await assets.read('host.js')}\n})();`;
}
