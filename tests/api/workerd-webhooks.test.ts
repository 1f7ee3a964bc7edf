import { request } from 'node:http';
import { expect, it } from 'vitest';
import { startWorker } from './worker';

const TOKEN = 'EM00VfyJofNgMqeWMpUWDeW4qjFMZr';

const WORKER = `
  import { commandOf, createWebhookHandler } from '@driftkit/api';
  const events = [];
  const errors = [];
  let failures = 0;
  const webhooks = createWebhookHandler({
    verificationToken: ['an-old-token', '${TOKEN}'],
    orgIds: [1],
    maxBodySize: 20_000,
    bodyTimeout: 150,
    onError: (error) => void errors.push(error.code),
    onEvent: async (event) => {
      if (event.type === 'fails_once' && failures++ === 0) throw new Error('no');
      events.push([event, commandOf(event.data)]);
    },
  });
  export default {
    fetch: (request) => (new URL(request.url).pathname === '/seen' ? Response.json({ events, errors }) : webhooks(request)),
  };
`;

const message = (id: string): string =>
  `{"type":"new_message","token":"${TOKEN}","orgId":1,"data":{"id":${id},"conversationId":12,` +
  `"type":"private_note","author":{"type":"user","id":5},"body":"/signup größe"}}`;

/** It takes seconds to start: in test:long alone. */
it.skipIf(!process.env.DRIFTKIT_LONG)(
  'webhooks are received in workerd as in Node',
  async () => {
    const { port, close } = await startWorker(WORKER);
    const send = (
      body: string,
      { token = TOKEN, method = 'POST', isEndless = false } = {},
    ): Promise<number> =>
      new Promise((resolve, reject) => {
        const sent = request({ port, method, headers: { 'x-verification-token': token } }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
          if (isEndless) sent.destroy();
        });
        sent.on('error', (error) => isEndless || reject(error));
        sent.write(body);
        if (!isEndless) sent.end();
      });
    try {
      const odd = message('9007199254740993');
      expect([await send(odd), await send(odd)]).toEqual([200, 200]);
      const failing = odd.replace('new_message', 'fails_once');
      expect([await send(failing), await send(failing)]).toEqual([500, 200]);
      expect(await send(odd, { token: 'no' })).toBe(401);
      expect(await send(odd, { token: 'an-old-token' })).toBe(401);
      expect(await send(odd.replace('"orgId":1', '"orgId":2'))).toBe(403);
      expect(await send(odd.slice(0, 60))).toBe(400);
      expect(await send(odd.replace('{', '{"token":"no",'))).toBe(400);
      expect(await send(odd, { method: 'PUT' })).toBe(405);
      expect(await send('x'.repeat(30_000))).toBe(413);
      expect(await send('{', { isEndless: true })).toBe(408);
      const seen = (await (await fetch(`http://127.0.0.1:${port}/seen`)).json()) as {
        events: unknown[][];
        errors: string[];
      };
      expect(seen.events).toHaveLength(2);
      expect(seen.events[0]).toMatchObject([
        { type: 'new_message', orgId: '1', data: { id: '9007199254740993' } },
        { name: 'signup', args: ['größe'] },
      ]);
      expect(JSON.stringify(seen)).not.toContain(TOKEN);
    } finally {
      close();
    }
  },
  60_000,
);
