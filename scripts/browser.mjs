// Which browsers the browser tests drive: Playwright's own where it is installed, else one the system has.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, firefox } from '@playwright/test';

const CHROMIUM_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge',
];
const FIREFOX_NAMES = ['firefox-esr', 'firefox'];
/** Where distributions keep the small browser that WebKitGTK's driver drives. */
const MINI_BROWSERS = [
  '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
  '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
  '/usr/libexec/webkit2gtk-4.1/MiniBrowser',
  '/usr/lib/webkit2gtk-4.1/MiniBrowser',
];

/** Options for chromium.launch(); undefined when there is no Chromium. */
export function chromiumLaunchOptions() {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) return { executablePath: CHROMIUM_PATH };
  // The full browser, not the headless shell, which ignores cookie settings.
  if (existsSync(chromium.executablePath())) return { channel: 'chromium' };
  const executablePath = installedApps().find((path) => existsSync(path)) ?? onPath(CHROMIUM_NAMES);
  return executablePath ? { executablePath } : undefined;
}

/** Options for firefox.launch(); undefined when there is none. A stock Firefox is driven over WebDriver BiDi. */
export function firefoxLaunchOptions() {
  const { FIREFOX_PATH } = process.env;
  if (!FIREFOX_PATH && existsSync(firefox.executablePath())) return {};
  const executablePath = FIREFOX_PATH || onPath(FIREFOX_NAMES);
  return executablePath ? { channel: 'moz-firefox', executablePath } : undefined;
}

/**
 * The programs that run tests in WebKit, Safari's engine; undefined when one is missing. Playwright cannot drive a WebKit
 * of the system's; WebKitGTK brings a driver of its own, and needs a screen, if only an invisible one.
 */
export function webkitPrograms() {
  const driver = onPath(['WebKitWebDriver']);
  const screen = onPath(['Xvfb']);
  const browser = MINI_BROWSERS.find((path) => existsSync(path));
  return driver && screen && browser ? { driver, screen, browser } : undefined;
}

/** Where macOS and Windows keep a Chromium. */
function installedApps() {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform !== 'win32') return [];
  const { env } = process;
  return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      join(folder, 'Google/Chrome/Application/chrome.exe'),
      join(folder, 'Microsoft/Edge/Application/msedge.exe'),
    ]);
}

/** @param {string[]} names */
function onPath(names) {
  if (process.platform !== 'linux') return undefined;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}
