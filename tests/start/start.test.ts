import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { endAll, freePort, run } from './running';
import type { Running } from './running';

afterEach(endAll);

async function freePorts(): Promise<Record<'PORT' | 'SANDBOX_PORT' | 'SANDBOX_API_PORT', string>> {
  const [app, sandbox, api] = [await freePort(), await freePort(), await freePort()];
  return { PORT: String(app), SANDBOX_PORT: String(sandbox), SANDBOX_API_PORT: String(api) };
}

/** What `npm start` comes to, without the package managers around it. */
const start = (environment: Record<string, string>): Running =>
  run(process.execPath, ['scripts/start.mjs'], { npm_config_user_agent: 'pnpm/10', ...environment });

const status = (port: string): Promise<number | undefined> =>
  fetch(`http://127.0.0.1:${port}/`).then(
    (response) => response.status,
    () => undefined,
  );

describe('npm start', () => {
  it('serves the app and the sandbox, and ends both when it is told to', async () => {
    const ports = await freePorts();
    const first = start(ports);
    await first.printed('Ready after');
    expect([await status(ports.PORT), await status(ports.SANDBOX_PORT)]).toEqual([200, 200]);
    expect(first.output()).toContain(`http://localhost:${ports.PORT}`);
    expect(first.output()).toContain(`http://127.0.0.1:${ports.SANDBOX_PORT}`);

    first.child.kill('SIGTERM');
    expect(await first.exited).toBe(0);
    expect([await status(ports.PORT), await status(ports.SANDBOX_PORT)]).toEqual([undefined, undefined]);
  });

  it('run twice, says before it builds which port is busy and which variable changes it', async () => {
    const ports = await freePorts();
    const first = start(ports);
    await first.printed('Ready after');

    const second = start({ ...ports });
    expect(await second.exited).toBe(1);
    expect(second.output()).toMatch(`Port ${ports.PORT} is busy`);
    expect(second.output()).toContain('PORT=');
    expect(second.output()).not.toContain('Building');

    const third = start({ ...ports, PORT: String(await freePort()) });
    expect(await third.exited).toBe(1);
    expect(third.output()).toContain('SANDBOX_PORT=');
    expect(await status(ports.PORT)).toBe(200);
  });

  it.runIf(process.platform === 'linux')('ends when the npm that started it is killed', async () => {
    const ports = await freePorts();
    const npm = run('npm', ['start'], ports);
    await npm.printed('Ready after');
    npm.child.kill('SIGKILL');
    await expect.poll(() => status(ports.PORT), { timeout: 10_000 }).toBeUndefined();
  });
});

describe('npm start with the server’s half alone', () => {
  /** What it says before it builds: a busy port ends it there. */
  async function saidBeforeBuilding(environment: Record<string, string>): Promise<string> {
    const busy = createServer().listen(0, '127.0.0.1');
    await once(busy, 'listening');
    const { port } = busy.address() as AddressInfo;
    const running = start({ ...(await freePorts()), PORT: String(port), ...environment });
    expect(await running.exited).toBe(1);
    busy.close();
    expect(running.output()).toContain('is busy');
    return running.output();
  }

  it('says that the sandbox runs, and what is not used', async () => {
    const said = await saidBeforeBuilding({ DRIFT_ACCESS_TOKEN: 'something', HARBOR_DATA: 'somewhere' });
    expect(said).toContain('Not used: DRIFT_ACCESS_TOKEN, HARBOR_DATA. The local sandbox runs');
    expect(said).toContain('DRIFT_EMBED_ID and DRIFT_SIGNING_SECRET');
    expect(said).not.toContain('something');
  });

  it('says nothing of it where nothing is unused', async () => {
    expect(await saidBeforeBuilding({})).not.toContain('Not used');
  });
});

describe('npm start with the real Drift', () => {
  it('points the page at it and starts no sandbox', async () => {
    const ports = await freePorts();
    const HARBOR_DATA = mkdtempSync(join(tmpdir(), 'harbor-'));
    const real = { DRIFT_EMBED_ID: 'bc7syzubgi8d', DRIFT_SIGNING_SECRET: 'a'.repeat(32), HARBOR_DATA };
    const running = start({ ...ports, ...real });
    await running.printed('Ready after');
    const page = await fetch(`http://127.0.0.1:${ports.PORT}/`);
    expect(await page.text()).toContain('bc7syzubgi8d');
    expect(page.headers.get('content-security-policy')).toContain('https://js.driftt.com');
    expect(await status(ports.SANDBOX_PORT)).toBeUndefined();
    expect(running.output()).not.toContain('a'.repeat(32));
    rmSync(HARBOR_DATA, { recursive: true, force: true });
  });

  it.each([
    ['DRIFT_EMBED_ID', 'DRIFT_SIGNING_SECRET'],
    ['DRIFT_SIGNING_SECRET', 'DRIFT_EMBED_ID'],
  ])('says what is missing when only %s is set', async (there, missing) => {
    const running = start({ [there]: 'something' });
    expect(await running.exited).toBe(1);
    expect(running.output()).toContain(`${missing} is not`);
    expect(running.output()).not.toContain('something');
  });

  it('says what is missing when the server’s half has an access token alone', async () => {
    const real = { DRIFT_EMBED_ID: 'bc7syzubgi8d', DRIFT_SIGNING_SECRET: 'a'.repeat(32) };
    const running = start({ ...real, DRIFT_ACCESS_TOKEN: 'something' });
    expect(await running.exited).toBe(1);
    expect(running.output()).toContain('DRIFT_VERIFICATION_TOKEN is not');
    expect(running.output()).not.toContain('something');
  });
});
