import type { BrowserContext, Request } from '@playwright/test';

const HEADER = 'x-driftkit-body';

/**
 * A stock Firefox lets nobody read what a routed request carries (Playwright 1.64 over WebDriver BiDi). So there Drift's own
 * frames, and no other page, say it in a header as well.
 */
export async function showBodies(context: BrowserContext, hosts: RegExp): Promise<void> {
  if (context.browser()?.browserType().name() !== 'firefox') return;
  await context.addInitScript(
    ([pattern, header]) => {
      if (!new RegExp(pattern).test(location.hostname)) return;
      const { fetch } = window;
      window.fetch = (input, init) => {
        if (typeof init?.body !== 'string') return fetch(input, init);
        const headers = new Headers(init.headers);
        headers.set(header, encodeURIComponent(init.body));
        return fetch(input, { ...init, headers });
      };
    },
    [hosts.source, HEADER] as const,
  );
}

/** What the request carries, null when it carries nothing; takes the header of `showBodies` off. */
export function bodyOf(request: Request, headers: Record<string, string>): Buffer | string | null {
  const shown = headers[HEADER];
  delete headers[HEADER];
  return request.postDataBuffer() ?? (shown === undefined ? null : decodeURIComponent(shown));
}
