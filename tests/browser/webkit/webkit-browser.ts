import type { Driver } from './driver';
import { createWebKitTab } from './webkit-tab';
import type { InWindow, WebKitTab } from './webkit-tab';

/** A WebKit that has never seen any site. */
export interface WebKitBrowser {
  /** The tab that it opened with. */
  readonly first: WebKitTab;
  /** A window beside the others, with the same cookies. */
  open(): Promise<WebKitTab>;
  close(): Promise<void>;
}

interface NewSession {
  sessionId: string;
}

/** `--enable-itp` switches Safari's tracking prevention on. */
const ARGUMENTS = ['--automation', '--enable-itp'];

/** Starts a browser; a driver drives one at a time. */
export async function startWebKit(driver: Driver): Promise<WebKitBrowser> {
  const options = { binary: driver.browser, args: ARGUMENTS };
  const { sessionId } = (await driver.send('POST', '/session', {
    capabilities: { alwaysMatch: { acceptInsecureCerts: true, 'webkitgtk:browserOptions': options } },
  })) as NewSession;
  const root = `/session/${sessionId}`;
  const current = (await driver.send('GET', `${root}/window`)) as string;
  const inWindow = createTurns(driver, root);

  return {
    first: createWebKitTab(inWindow(current)),
    async open() {
      const { handle } = (await driver.send('POST', `${root}/window/new`, { type: 'window' })) as {
        handle: string;
      };
      return createWebKitTab(inWindow(handle));
    },
    close: () => driver.send('DELETE', root).then(() => undefined),
  };
}

/** WebDriver's commands go to the window that was chosen last, so windows take turns. */
function createTurns({ send }: Driver, root: string): (handle: string) => InWindow {
  let last: Promise<unknown> = Promise.resolve();
  return (handle) => (commands) => {
    const turn = last.then(async () => {
      await send('POST', `${root}/window`, { handle });
      return commands((method, path, body) => send(method, root + path, body));
    });
    last = turn.catch(() => undefined);
    return turn;
  };
}
