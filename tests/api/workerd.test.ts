import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { startWorker } from './worker';

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
    const { port: own, close } = await startWorker(WORKER);
    try {
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
      close();
      drift.closeAllConnections();
      drift.close();
    }
  },
  60_000,
);
