import { availableParallelism } from 'node:os';
import { defineConfig, devices } from '@playwright/test';
import { chromiumLaunchOptions, firefoxLaunchOptions } from './scripts/browser.mjs';
import type { Build } from './tests/browser/widget/site';

/** What takes minutes, or says in a second engine what Chromium has said, runs on demand: `npm run test:long`. */
const isLong = Boolean(process.env['DRIFTKIT_LONG']);
// Nothing here is about the graphics card, and to imitate one costs a tenth of the time.
const chromium = { ...chromiumLaunchOptions(), args: ['--disable-gpu'] };
const firefox = firefoxLaunchOptions();

/** No webServer: every worker starts its own sandbox and app, on free ports (tests/browser/fixtures.ts). */
export default defineConfig<object, { build: Build }>({
  testDir: 'tests/browser',
  ...(isLong ? {} : { grepInvert: /@long/ }),
  forbidOnly: Boolean(process.env.CI),
  // On a shared machine a browser may stall; what passes only at the second try is reported as flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['./scripts/duration-reporter.mjs']],
  // A test waits more than it works, so that one worker leaves a processor idle.
  workers: Math.max(2, Math.floor(availableParallelism() / 2)),
  // A trace costs a sixth of the time: by hand, --trace retain-on-failure.
  use: { trace: 'on-first-retry', screenshot: 'only-on-failure' },
  projects: [
    {
      name: 'chromium',
      testIgnore: 'webkit/**',
      use: { ...devices['Desktop Chrome'], launchOptions: chromium },
    },
    ...(isLong
      ? [
          {
            // What the session's tests say of the build for development holds for the other.
            name: 'production',
            testMatch: 'widget/{session,other-code,frames-leave,tokens}.spec.ts',
            use: {
              ...devices['Desktop Chrome'],
              launchOptions: chromium,
              build: 'driftkit-production' as const,
            },
          },
        ]
      : []),
    ...(isLong
      ? [
          {
            name: 'phone',
            testMatch: ['journeys.spec.ts', 'harbor-loop.spec.ts'],
            testIgnore: 'webkit/**',
            use: { ...devices['Pixel 7'], launchOptions: chromium },
          },
        ]
      : []),
    ...(firefox
      ? [
          {
            name: 'firefox',
            // The random walks ask what the widget decides, and that is the same in every engine.
            testIgnore: ['webkit/**', 'widget/random-walk.spec.ts'],
            ...(isLong ? {} : { grep: /@engines/ }),
            testMatch: [
              'journeys.spec.ts',
              ...(isLong ? ['sandbox-{playwright,example}.spec.ts', 'widget/*.spec.ts'] : []),
            ],
            use: { ...devices['Desktop Firefox'], launchOptions: firefox },
          },
        ]
      : []),
    // Its tests drive WebKitGTK themselves, and are skipped where it is not installed.
    { name: 'webkit', testMatch: isLong ? 'webkit/*.spec.ts' : 'webkit/journeys.spec.ts' },
  ],
});
