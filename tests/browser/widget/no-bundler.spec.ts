import { readdirSync, readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';
import { expect, test } from './fixtures';
import { FLOOR, toTheFloor } from './oldest-browsers';

/** A page of `<script type="module">` and an import map: no bundler, and so no `process`. */
const page = (folder: string, code: string): string => `
  <script type="importmap">${JSON.stringify({
    imports: {
      '@driftkit/widget': `/${folder}/index.js`,
      '@driftkit/widget/react': `/${folder}/react.js`,
      '@driftkit/widget/triggers': `/${folder}/triggers.js`,
      '@driftkit/widget/testing': `/${folder}/testing.js`,
      react: '/react.mjs',
      'react/jsx-runtime': '/react.mjs',
      'react-dom/client': '/react.mjs',
    },
  })}</script>
  <script type="module">
    const { embedId, scriptUrl } = document.documentElement.dataset;
    const told = [];
    const options = { embedId, scriptUrl, onError: (error) => told.push(error.message) };
    try { globalThis.outcome = await (async () => { ${code} })(); } catch (error) { globalThis.outcome = 'threw ' + error; }
  </script>`;

/** The basics of every entry; each says `works`, or what is there instead. */
const ENTRIES = {
  '@driftkit/widget, createDrift': `
    const { createDrift } = await import('@driftkit/widget');
    const drift = createDrift(options);
    drift.load();
    drift.track('opened');
    await drift.ready;
    return drift.state.status === 'ready' ? 'works' : drift.state.status;`,
  '@driftkit/widget, createSession': `
    const { createSession } = await import('@driftkit/widget');
    const session = createSession({ ...options, getUserJwt: async () => null });
    session.load();
    session.setUser(null);
    await session.ready;
    return session.identity.status === 'anonymous' ? 'works' : session.identity.status;`,
  '@driftkit/widget, driftCsp and DriftError': `
    const { driftCsp, DriftError } = await import('@driftkit/widget');
    return driftCsp().header.includes('script-src') && new DriftError('timeout').code === 'timeout' && 'works';`,
  '@driftkit/widget/react': `
    const { createSession } = await import('@driftkit/widget');
    const { DriftProvider, useDriftState } = await import('@driftkit/widget/react');
    const { createElement } = await import('react');
    const { createRoot } = await import('react-dom/client');
    const drift = createSession(options);
    const Status = () => createElement('output', null, useDriftState().status);
    const root = document.createElement('div');
    document.body.append(root);
    createRoot(root).render(createElement(DriftProvider, { drift, user: null }, createElement(Status)));
    while (root.textContent !== 'ready') await new Promise((resolve) => requestAnimationFrame(resolve));
    return 'works';`,
  '@driftkit/widget/triggers': `
    const { createDrift } = await import('@driftkit/widget');
    const { onConsent, onIdle, onVisible, onInteraction } = await import('@driftkit/widget/triggers');
    onInteraction();
    const drift = createDrift({ ...options, when: [onConsent(Promise.resolve(true)), onIdle(), onVisible('html')] });
    drift.load();
    await drift.ready;
    return 'works';`,
  '@driftkit/widget/testing': `
    const { createDrift } = await import('@driftkit/widget');
    const { createFakeDrift } = await import('@driftkit/widget/testing');
    const fake = createFakeDrift();
    const drift = createDrift(options);
    drift.load();
    drift.track('opened');
    await drift.ready;
    fake.uninstall();
    return fake.calls.some(([method]) => method === 'track') ? 'works' : JSON.stringify(fake.calls);`,
};

for (const [folder, build] of [
  ['driftkit-production', 'production'],
  ['driftkit', 'development'],
] as const)
  test.describe(`without a bundler, the ${build} build`, () => {
    // Those of the other build are walked once more where everything later than the oldest browsers is taken away.
    const isFirst = build === 'development';
    // Every page of the test site imports these two as they are.
    const isEverywhere = (entry: string): boolean => /createDrift|createSession/.test(entry);
    for (const [entry, code] of Object.entries(ENTRIES))
      test(`of ${entry} is imported and works${isFirst && !isEverywhere(entry) ? '' : ' @long'}`, async ({
        page: tab,
        site,
      }) => {
        await tab.goto(site.page({ head: page(folder, code) }));
        await tab.waitForFunction(() => 'outcome' in globalThis);
        expect(
          await tab.evaluate(() => [typeof process, (globalThis as { outcome?: unknown }).outcome]),
        ).toEqual(['undefined', 'works']);
      });

    // Both builds are the same code, but for the sentences.
    const often = build === 'production' ? '' : ' @long';
    test(`works where everything later than the oldest browsers is taken away${often}`, async ({
      page: tab,
      site,
    }) => {
      for (const [entry, code] of Object.entries(ENTRIES)) {
        await tab.goto(site.page({ head: `<script>${toTheFloor}</script>${page(folder, code)}` }));
        await tab.waitForFunction(() => 'outcome' in globalThis);
        const [outcome, takenAway] = await tab.evaluate(() => {
          const { outcome, takenAway } = globalThis as { outcome?: unknown; takenAway?: string[] };
          return [outcome, takenAway] as const;
        });
        expect([entry, outcome]).toEqual([entry, 'works']);
        expect(takenAway).toEqual(
          expect.arrayContaining([
            'Array.prototype.toSorted',
            'AbortSignal.any',
            'Navigator.prototype.locks',
          ]),
        );
      }
    });

    test('is written in the syntax that the oldest browsers read', () => {
      const dist = new URL(
        `../../../packages/widget/dist/${build === 'development' ? 'development/' : ''}`,
        import.meta.url,
      );
      const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter(
        (file) => /\.c?js$/.test(file) && (build === 'development' || !file.startsWith('development')),
      );
      expect(files).toEqual(expect.arrayContaining(['index.js', 'react.js', 'triggers.js', 'testing.js']));
      for (const file of files) {
        const source = readFileSync(new URL(file, dist), 'utf8');
        const written = (target: string[] | string): string => transformSync(source, { target }).code;
        expect(written(FLOOR) === written('esnext'), file).toBe(true);
        expect(source.includes('randomUUID'), file).toBe(false);
      }
    });

    test(`says ${build === 'production' ? 'codes' : 'sentences'}`, async ({ page: tab, site }) => {
      const code = `
        const { createDrift } = await import('@driftkit/widget');
        const drift = createDrift({ ...options, scriptUrl: location.origin + '/nothing', retries: 0 });
        drift.load();
        await drift.ready.catch(() => undefined);
        return told[0];`;
      await tab.goto(site.page({ head: page(folder, code) }));
      await tab.waitForFunction(() => 'outcome' in globalThis);
      const said = await tab.evaluate(() => (globalThis as { outcome?: unknown }).outcome);
      expect(said).toMatch(
        build === 'production' ? /^\[driftkit\] blocked: http/ : /could not be loaded from/,
      );
    });
  });
