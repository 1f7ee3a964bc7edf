// Makes sure that the browser tests have a Chromium (they must) and a Firefox (they may) that really start. For each, in
// this order: $CHROMIUM_PATH or $FIREFOX_PATH, Playwright's own, downloaded where that is possible, one the system has,
// and, for root on Debian or Ubuntu, the distribution's package. WebKit is WebKitGTK, of the system or the distribution.
import { spawnSync } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, firefox } from '@playwright/test';
import { chromiumLaunchOptions, firefoxLaunchOptions, webkitPrograms } from './browser.mjs';

const playwrightCli = createRequire(import.meta.url).resolve('@playwright/test/cli');
const canApt = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

const chromiumProblem = await ensure({
  type: chromium,
  launchOptions: chromiumLaunchOptions,
  chosen: process.env.CHROMIUM_PATH,
  install: ['--no-shell', 'chromium'],
  debianPackage: 'chromium',
});
const firefoxProblem = await ensure({
  type: firefox,
  launchOptions: firefoxLaunchOptions,
  chosen: process.env.FIREFOX_PATH,
  install: ['firefox'],
  debianPackage: 'firefox-esr',
});

if (firefoxProblem) {
  console.log(`browser tests: no Firefox (${firefoxProblem.split('\n')[0]}), so its part is left out`);
}
if (!webkitPrograms() && canApt) aptInstall('webkit2gtk-driver', 'xvfb');
console.log(
  webkitPrograms()
    ? 'browser tests: WebKitGTK by its own driver'
    : 'browser tests: no WebKitGTK (on Debian: webkit2gtk-driver and xvfb), so its part is skipped',
);
if (chromiumProblem) {
  console.error(`
The browser tests need Chromium, and none could be started: ${chromiumProblem}

Do one of these, then run the tests again:
  npx playwright install --with-deps chromium     downloads Playwright's own (asks for sudo on Linux)
  install Google Chrome, Microsoft Edge or your distribution's chromium package
  CHROMIUM_PATH=/path/to/chrome npm test`);
  process.exit(1);
}

/** Resolves to undefined when the browser starts in the end, else to the reason why not. */
async function ensure({ type, launchOptions, chosen, install, debianPackage }) {
  const hasOwn = () => existsSync(type.executablePath());
  if (!chosen && !hasOwn() && (await canDownload())) playwright('install', ...install);
  const problem = await launchProblem(type, launchOptions());
  if (!problem || !canApt) return problem;

  if (hasOwn()) playwright('install-deps', type.name());
  else aptInstall(debianPackage);
  return launchProblem(type, launchOptions());
}

async function launchProblem(type, options) {
  if (!options) return 'not installed';
  try {
    const browser = await type.launch(options);
    console.log(
      `browser tests: ${type.name()} ${browser.version()} (${options.executablePath ?? "Playwright's own"})`,
    );
    await browser.close();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Whether the download server has an address at all: where it has none, Playwright's four stack traces help nobody. */
async function canDownload() {
  const { HTTPS_PROXY, https_proxy, PLAYWRIGHT_DOWNLOAD_HOST } = process.env;
  if (HTTPS_PROXY || https_proxy) return true;
  const { hostname } = new URL(PLAYWRIGHT_DOWNLOAD_HOST ?? 'https://cdn.playwright.dev');
  return lookup(hostname).then(
    () => true,
    () => false,
  );
}

function playwright(...args) {
  return run(process.execPath, [playwrightCli, ...args]);
}

function aptInstall(...names) {
  return (
    run('apt-get', ['update', '-qq']) &&
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names])
  );
}

function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: 'inherit', env }).status === 0;
}
