// The heap over 100 000 calls, and over 100 000 new visitors: node bench/sandbox/memory.mjs [calls]
// Exits with 1 when it still grows after the bounds are reached. The sandbox runs in this process, so that it can be asked.
import { createSandbox } from '@driftkit/sandbox';
import { publish, round } from '../rows.mjs';

if (!globalThis.gc) throw new Error('Run it with node --expose-gc.');
const calls = Number(process.argv.slice(2).find((argument) => /^\d+$/.test(argument)) ?? 100_000);
const WORKERS = 8;
// What V8 needs for itself between two collections is no growth.
const ALLOWED_GROWTH = 1.15;

const megabytes = () => {
  globalThis.gc();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

async function post(url, path, body, token = '') {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

const bootstrap = (url, aid) =>
  post(url, '/widget/bootstrap', { aid, identity: null, cookie: null, url: '' });

/** Runs the work so many times, eight at once, and measures the heap after each tenth. */
async function measure(title, work) {
  const sandbox = await createSandbox({
    signedIdentities: 'disabled',
    ledgerLimit: 5000,
    visitorLimit: 500,
  });
  const { tokenResult } = await bootstrap(sandbox.url, 'aid-0');
  const heap = [];
  for (let tenth = 0; tenth < 10; tenth++) {
    let left = calls / 10;
    const worker = async () => {
      while (left-- > 0) await work(sandbox.url, tokenResult.accessToken, tenth * (calls / 10) + left);
    };
    await Promise.all(Array.from({ length: WORKERS }, worker));
    heap.push(megabytes());
  }
  const { lastSeq, dropped } = sandbox.ledger;
  const flat = heap.at(-1) <= heap[1] * ALLOWED_GROWTH;
  console.log(`${title}: ${lastSeq} entries, ${dropped} dropped, ${sandbox.browsers.list().length} browsers`);
  console.log(
    `  heap after each tenth, MB: ${heap.map((one) => one.toFixed(1)).join(' ')}  ${flat ? 'flat' : 'GROWS'}`,
  );
  await sandbox.close();
  return round(heap.at(-1) / heap[1]);
}

const grown = {
  calls: await measure(`${calls} calls of track`, (url, token, count) =>
    post(url, '/widget/track', { event: `event ${count}`, attributes: { count } }, token),
  ),
  visitors: await measure(`${calls} new visitors`, (url, _token, count) => bootstrap(url, `aid-${count}`)),
};
publish(
  Object.entries(grown).map(([what, value]) => ({
    id: `sandbox.memory.${what}`,
    what: `sandbox: heap after ${calls} ${what}`,
    beside: 'after a fifth of them',
    unit: 'x',
    value,
    budget: ALLOWED_GROWTH,
  })),
);
