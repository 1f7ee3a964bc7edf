import { expect, test } from '@playwright/test';
import { build } from 'esbuild';

test('createClient refuses to run in a page and in its worker, and says where it belongs', async ({
  page,
}) => {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { createClient } from '@driftkit/api';
        globalThis.refusal = () => {
          try { createClient({ accessToken: 'x' }); return 'none'; } catch (error) { return String(error); }
        };`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    format: 'iife',
    write: false,
  });
  const code = outputFiles[0]?.text ?? '';
  await page.goto('about:blank');
  await page.addScriptTag({ content: code });
  const inPage = await page.evaluate('refusal()');
  const inWorker = await page.evaluate(
    (source) =>
      new Promise((resolve) => {
        const worker = new Worker(URL.createObjectURL(new Blob([`${source}; postMessage(refusal());`])));
        worker.onmessage = ({ data }: MessageEvent<string>) => resolve(data);
      }),
    code,
  );
  for (const refusal of [inPage, inWorker])
    expect(refusal).toMatch(/^TypeError: createClient runs on a server only/);
});
