// Evaluate, create, load and first call, in fresh frames of one Chromium, in turn with Drift's official snippet; and what a held call costs.
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { chromiumLaunchOptions } from '../../scripts/browser.mjs';
import { publish, ratioRow, round } from '../rows.mjs';
import { median } from '../statistics.mjs';
import { bundle } from './bundle.mjs';
import { OFFICIAL_SNIPPET } from './official-snippet.mjs';

const FRAMES = 400;
const SNIPPET = "Drift's snippet with its load";
/** Times the official snippet: the design's budget, and the limit past which the bench fails (decisions/004). */
const RATIOS = [
  { id: 'create-drift', name: 'createDrift', budget: 2, limit: 2.5 },
  { id: 'load', name: 'createDrift and load()', budget: 3, limit: 4.5 },
  { id: 'session-load', name: 'createSession, load() and setUser(null)', budget: 4, limit: 8 },
];
const widget = fileURLToPath(new URL('../../packages/widget', import.meta.url));

const importing = (name) => ({
  contents: `export { ${name} } from '@driftkit/widget'`,
  resolveDir: widget,
  format: 'iife',
  globalName: 'driftkit',
});
const options = `{ embedId: 'abcdefgh1234', scriptUrl: location.origin + '/nothing' }`;
const created = async (name) =>
  `${await bundle(importing(name))}; const chat = driftkit.${name}(${options}); chat.track('opened')`;
const subjects = {
  [SNIPPET]: `${OFFICIAL_SNIPPET}; drift.load('abcdefgh1234'); drift.track('opened')`,
  createDrift: await created('createDrift'),
  createSession: await created('createSession'),
  'createDrift and load()': `${await created('createDrift')}; chat.load()`,
  'createSession, load() and setUser(null)': `${await created('createSession')}; chat.load(); chat.setUser(null)`,
};

/** Runs in the page: milliseconds of each frame, the subjects in turn. */
async function evaluateInFrames({ subjects, frames }) {
  const times = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]));
  for (let round = 0; round < frames; round++)
    for (const [name, code] of Object.entries(subjects)) {
      const frame = document.createElement('iframe');
      frame.src = '/frame';
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
      document.body.append(frame);
      await loaded;
      const script = frame.contentDocument.createElement('script');
      // Another text each time: nothing comes out of the code cache, as on a first visit.
      script.textContent = `{${code};}//${round}`;
      const start = performance.now();
      frame.contentDocument.head.append(script);
      times[name].push(performance.now() - start);
      frame.remove();
    }
  return times;
}

/** Runs in the page: microseconds for each call made while this many wait, in turn. */
function holdCalls(code) {
  const { createDrift } = new Function(`${code}; return driftkit`)();
  const track = (chat, times) => {
    for (let call = 0; call < times; call++) chat.track('opened', { call, plan: 'pro' });
  };
  const rounds = { few: [], many: [] };
  for (let round = 0; round < 40; round++)
    for (const [name, waiting] of [
      ['few', 1000],
      ['many', 100_000],
    ]) {
      const chat = createDrift({ embedId: 'abcdefgh1234', maxQueue: 200_000 });
      track(chat, waiting);
      const start = performance.now();
      track(chat, 1000);
      rounds[name].push(performance.now() - start); // milliseconds for a thousand are microseconds for one
    }
  return rounds;
}

/** The ratio of the medians, between those of the lower and of the upper quartiles: single frames meet other work. */
function spreadOf(times, base) {
  const at = (numbers, share) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * share)];
  const quarters = [0.25, 0.75].map((share) => at(times, share) / at(base, share)).sort((a, b) => a - b);
  return { median: median(times) / median(base), lowest: quarters[0], highest: quarters[1] };
}

const server = createServer(({ url }, response) => {
  // Isolated pages have clocks of 5 microseconds.
  const isolation = {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  };
  response.writeHead(url === '/' || url === '/frame' ? 200 : 404, {
    'content-type': 'text/html',
    ...isolation,
  });
  response.end('<!doctype html><head><script></script></head><body></body>');
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const browser = await chromium.launch(chromiumLaunchOptions() ?? {});
try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const times = await page.evaluate(evaluateInFrames, { subjects, frames: FRAMES });
  const held = await page.evaluate(holdCalls, await bundle(importing('createDrift')));
  publish([
    ...RATIOS.map(({ id, name, ...limits }) =>
      ratioRow(
        {
          id: `widget.speed.${id}`,
          what: `${name}: evaluate, create, first call`,
          beside: SNIPPET,
          ...limits,
        },
        spreadOf(times[name], times[SNIPPET]),
      ),
    ),
    {
      id: 'widget.speed.held',
      what: 'a call while 1,000 are held',
      unit: 'µs',
      value: round(median(held.few)),
      budget: 1,
    },
    ratioRow(
      {
        id: 'widget.speed.held-many',
        what: 'a call while 100,000 are held',
        beside: 'a call while 1,000 are held',
        budget: 1.3,
      },
      spreadOf(held.many, held.few),
    ),
  ]);
} finally {
  await browser.close();
  server.close();
}
