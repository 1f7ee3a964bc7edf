import type { ChildProcess } from 'node:child_process';

/** Starts whatever the system opens addresses with. */
export type Opener = (url: string) => Promise<ChildProcess>;

const system: Opener = async (url) => (await import('open')).default(url);

/** Opens the console in the system's browser; where there is none, a sentence says so and nothing else changes. */
export function openConsole(url: string, say: (line: string) => void, opener: Opener = system): void {
  const failed = (): void => say(`No browser could be opened here. Open ${url} yourself.`);
  opener(url).then((child) => {
    child.once('error', failed);
    child.once('exit', (code) => {
      if (code !== null && code > 0) failed();
    });
  }, failed);
}
