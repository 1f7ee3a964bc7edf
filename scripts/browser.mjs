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
