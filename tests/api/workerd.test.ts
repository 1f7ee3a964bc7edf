import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

/** What the worker does with the client, and what must come of it. */
const WORKER = `
  import { createClient, DriftApiError } from '@driftkit/api';
  const codeOf = (call) => call.then(() => 'done', (error) => (error instanceof DriftApiError ? error.code : String(error)));
  export default {
    async fetch(request) {
      const baseUrl = new URL(request.url).searchParams.get('drift');
      const drift = createClient({ accessToken: 'canary-token-7f3a', baseUrl, timeout: 500, retries: 1 });
      return Response.json({
        id: (await drift.contacts.get('9007199254740993')).id,
        redirect: await codeOf(drift.contacts.get(302)),
        missing: await codeOf(drift.contacts.get(404)),
        half: await codeOf(drift.contacts.get(206)),
        hang: await codeOf(drift.contacts.get(408)),
        unknown: await codeOf(drift.contacts.update(500, { a: 1 })),
        again: await codeOf(drift.contacts.get(503)),
        fetched: (await drift.contacts.get(1)).attributes.agent,
      });
    },
  };
`;

/** It takes seconds to start: in test:long alone. */
it.skipIf(!process.env['DRIFTKIT_LONG'])(
  'the client works in workerd as it does in Node',
  async () => {
    const directory = mkdtempSync(join(tmpdir(), 'driftkit-workerd-'));
    let wasDown = false;
    const drift = createServer((request, response) => {
      const id = request.url?.split('/').at(-1) ?? '';
      if (id === '302') return response.writeHead(302, { location: 'https://evil.example/' }).end();
      if (id === '408') return undefined;
      if (id === '206') return response.end('{"data":{"id":1');
      if (id === '503' && !wasDown) {
        wasDown = true;
        return response.writeHead(503).end('<html>');
      }
      if (['404', '500'].includes(id)) return response.writeHead(Number(id)).end('{}');
      return response.end(
        `{"data":{"id":${id},"attributes":{"agent":"${request.headers.authorization === 'Bearer canary-token-7f3a'}"}}}`,
      );
    }).listen(0, '127.0.0.1');
    await once(drift, 'listening');
    const { port } = drift.address() as AddressInfo;
    const root = fileURLToPath(new URL('../..', import.meta.url));
    await build({
      stdin: { contents: WORKER, resolveDir: join(root, 'tests/api') },
      bundle: true,
      format: 'esm',
      conditions: ['@driftkit/source', 'workerd', 'worker'],
      outfile: join(directory, 'worker.js'),
    });
    const config = `using Workerd = import "/workerd/workerd.capnp";
    const config :Workerd.Config = (
      services = [
        (name = "main", worker = (modules = [(name = "worker.js", esModule = embed "worker.js")], compatibilityDate = "2026-01-01", globalOutbound = "all")),
        (name = "all", network = (allow = ["public", "private", "local"])),
      ],
      sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
    );`;
    writeFileSync(join(directory, 'config.capnp'), config);
    const require = createRequire(join(root, 'packages/api/package.json'));
    const { default: bin } = require('workerd') as { default: string };
    const workerd = spawn(bin, ['serve', 'config.capnp', '--control-fd=1'], {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const [line] = (await once(workerd.stdout, 'data')) as [Buffer];
      const { port: own } = JSON.parse(String(line).split('\n')[0] ?? '') as { port: number };
      const answer = await fetch(
        `http://127.0.0.1:${own}/?drift=${encodeURIComponent(`http://127.0.0.1:${port}`)}`,
      );
      expect(await answer.json()).toEqual({
        id: '9007199254740993',
        redirect: 'unsafe_link',
        missing: 'not_found',
        half: 'bad_answer',
        hang: 'timeout',
        unknown: 'outcome_unknown',
        again: 'done',
        fetched: 'true',
      });
    } finally {
      workerd.kill();
      drift.closeAllConnections();
      drift.close();
      rmSync(directory, { recursive: true, force: true });
    }
  },
  60_000,
);
