import { defineConfig, devices } from '@playwright/test';
import { chromiumLaunchOptions, firefoxLaunchOptions } from './scripts/browser.mjs';

const firefox = firefoxLaunchOptions();

/** No webServer: every worker starts its own sandbox and app, on free ports (tests/browser/fixtures.ts). */
export default defineConfig({
  testDir: 'tests/browser',
  // What takes minutes runs on demand: DRIFTKIT_LONG=1 playwright test --grep @long
  ...(process.env['DRIFTKIT_LONG'] ? {} : { grepInvert: /@long/ }),
  forbidOnly: Boolean(process.env.CI),
  // On a shared machine a browser may stall; what passes only at the second try is reported as flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
  projects: [
    { name: 'chromium', use: { ...devices['Desktop Chrome'], launchOptions: chromiumLaunchOptions() ?? {} } },
    ...(firefox
      ? [
          {
            name: 'firefox',
            testMatch: [
              'journeys.spec.ts',
              'sandbox-{playwright,example}.spec.ts',
              'widget/{loader,calls,consent}.spec.ts',
            ],
            use: { ...devices['Desktop Firefox'], launchOptions: firefox },
          },
        ]
      : []),
  ],
});
