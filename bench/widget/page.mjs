// What Drift costs a page in Chromium, on one and the same sandbox: the bare snippet, ours, and no chat at all, in turn.
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { createSandbox } from '@driftkit/sandbox';
import { chromiumLaunchOptions } from '../../scripts/browser.mjs';
import { publish, ratioRow } from '../rows.mjs';
import { inTurn, ratio } from '../statistics.mjs';
import { bundle } from './bundle.mjs';
import { OFFICIAL_SNIPPET } from './official-snippet.mjs';

const ROUNDS = process.argv.includes('--quick') ? 3 : 15;
const resolveDir = fileURLToPath(new URL('../../packages/widget', import.meta.url));
const sandbox = await createSandbox({ port: 0, signedIdentities: 'disabled' });

const importing = (name) =>
  bundle({
    contents: `export { ${name} } from '@driftkit/widget'`,
    resolveDir,
    format: 'iife',
    globalName: 'driftkit',
  });
const options = `{ embedId: '${sandbox.embedId}', scriptUrl: '${sandbox.scriptUrl}' }`;
const NOTE_READY = 'window.readyAt = performance.now()';
const snippet = OFFICIAL_SNIPPET.replace(
  "location.origin + '/nothing/include/'",
  `'${sandbox.scriptUrl}/include/'`,
);
const scripts = {
  snippet: `${snippet}; drift.on('ready', () => { ${NOTE_READY} }); drift.load('${sandbox.embedId}')`,
  createDrift: `${await importing('createDrift')}; const chat = driftkit.createDrift(${options}); chat.on('ready', () => { ${NOTE_READY} }); chat.load()`,
  createSession: `${await importing('createSession')}; const chat = driftkit.createSession(${options}); chat.on('ready', () => { ${NOTE_READY} }); chat.load(); chat.setUser(null)`,
};
const LONG_TASKS = `window.longTasks = []; new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask', buffered: true })`;

const server = createServer(({ url }, response) => {
  const script = scripts[url.slice(1)] ?? '';
  response.setHeader('content-type', 'text/html');
  response.end(
    `<!doctype html><title>Shop</title><script>${LONG_TASKS}</script><h1>Shop</h1><script>{${script}}</script>`,
  );
});
await new Promise((resolve) => server.listen(0, 'localhost', resolve));
const browser = await chromium.launch(chromiumLaunchOptions() ?? {});

/** A first visit: milliseconds from navigation to `ready`, of the main thread's work until then, and of its long tasks. */
async function visit(name) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  // Of the main thread its own processor time: what else the machine does is not the widget's.
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(`http://localhost:${server.address().port}/${name}`);
  await page.waitForFunction(() => window.readyAt !== undefined);
  const { metrics } = await devtools.send('Performance.getMetrics');
  const { readyAt, longTasks } = await page.evaluate(() => ({
    readyAt: window.readyAt,
    longTasks: window.longTasks,
  }));
  await context.close();
  return {
    ready: readyAt,
    main: metrics.find(({ name }) => name === 'TaskDuration').value * 1000,
    long: longTasks.reduce((sum, duration) => sum + duration, 0),
  };
}

try {
  const subjects = Object.fromEntries(Object.keys(scripts).map((name) => [name, () => visit(name)]));
  const rounds = [];
  for (let round = -1; round < ROUNDS; round++) {
    const result = {};
    for (const [name, measure] of inTurn(subjects, Math.max(0, round))) result[name] = await measure();
    if (round >= 0) rounds.push(result);
  }
  const measured = [
    ['ready', 'from navigation to ready', 1.1],
    ['main', 'main thread until ready', undefined],
  ];
  const added = (name) => rounds.map((round) => round[name].long - round.snippet.long).sort((a, b) => a - b);
  publish([
    ...['createDrift', 'createSession'].flatMap((name) =>
      measured.map(([measure, what, budget]) =>
        ratioRow(
          {
            id: `widget.page.${measure}.${name}`,
            what: `${name}: ${what}`,
            beside: 'the bare snippet, same sandbox',
            ...(budget === undefined ? {} : { budget }),
          },
          ratio(rounds, measure, name, 'snippet'),
        ),
      ),
    ),
    ...['createDrift', 'createSession'].map((name) => ({
      id: `widget.page.long.${name}`,
      what: `${name}: long tasks added to those of the snippet`,
      unit: 'ms',
      value: Math.round(added(name)[ROUNDS >> 1]),
      spread: [Math.round(added(name)[0]), Math.round(added(name).at(-1))],
    })),
  ]);
} finally {
  await browser.close();
  server.close();
  await sandbox.close();
}
