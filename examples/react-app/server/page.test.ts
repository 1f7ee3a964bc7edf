import { afterEach, describe, expect, it } from 'vitest';
import type { ExampleOptions } from './options';
import type { Example } from './start-example';
import { createVisitor, startForTest } from './testing';

let example: Example | undefined;
afterEach(() => example?.close());

async function visit(options: Partial<ExampleOptions> = {}) {
  example = await startForTest(options);
  const { headers, text } = await createVisitor(example).get('/');
  return { policy: directives(headers.get('content-security-policy') ?? ''), page: text };
}

function directives(policy: string): Record<string, string[]> {
  const entries = policy.split(';').map((directive) => {
    const [name = '', ...sources] = directive.trim().split(' ');
    return [name, sources] as const;
  });
  return Object.fromEntries(entries);
}

const SANDBOX = 'http://127.0.0.1:4100';

describe('the content-security policy', () => {
  it('lets scripts and frames of the real Drift in, from the host with the double t', async () => {
    const { policy } = await visit();
    expect(policy['script-src']).toEqual(["'self'", 'https://js.driftt.com']);
    expect(policy['frame-src']).toContain('https://js.driftt.com');
  });

  it('knows the sandbox only, when there is one', async () => {
    const { policy } = await visit({ scriptUrl: SANDBOX });
    expect(policy['script-src']).toEqual(["'self'", SANDBOX]);
    expect(policy['frame-src']).toEqual([SANDBOX]);
    expect(JSON.stringify(policy)).not.toContain('drift');
  });

  it.each([{}, { scriptUrl: SANDBOX }])(
    'never allows inline scripts, eval or plug-ins (%o)',
    async (options) => {
      const { policy } = await visit(options);
      expect(policy['script-src']).not.toContain("'unsafe-inline'");
      expect(policy['script-src']).not.toContain("'unsafe-eval'");
      expect([policy['object-src'], policy['base-uri']]).toEqual([["'none'"], ["'none'"]]);
    },
  );
});

describe('the page', () => {
  it('carries what the browser must know of Drift, and no more', async () => {
    const { page } = await visit({ scriptUrl: SANDBOX, consoleUrl: `${SANDBOX}/` });
    const content = /name="harbor-config" content="([^"]*)"/.exec(page)?.[1]?.replaceAll('&quot;', '"');
    expect(JSON.parse(content ?? '')).toEqual({
      embedId: 'abcdefgh1234',
      scriptUrl: SANDBOX,
      consoleUrl: `${SANDBOX}/`,
    });
  });

  it('is told that Drift erases, only where the server would ask it to', async () => {
    const drift = { accessToken: 'a-token-of-nobody', verificationToken: 'v', apiUrl: 'http://127.0.0.1:9' };
    expect((await visit({ erasesInDrift: true })).page).not.toContain('erasesInDrift');
    await example?.close();
    const { page } = await visit({ drift, erasesInDrift: true });
    expect(page).toContain('erasesInDrift');
    expect(page).not.toContain('a-token-of-nobody');
  });

  it('cannot be broken out of by an option', async () => {
    const { page } = await visit({ embedId: '"><script>alert(1)</script>' });
    expect(page).not.toContain('<script>alert');
  });
});
