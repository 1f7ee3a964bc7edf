// node:http and bare jose, by hand.
import { createServer } from 'node:http';
import { signWithJose } from '../bare-jose.mjs';
import { serve } from '../serve.mjs';
import { USER_ID } from '../settings.mjs';

serve(
  createServer(async (_req, res) => {
    const { userJwt, expiresAt } = await signWithJose();
    const body = JSON.stringify({ userId: USER_ID, userJwt, expiresAt });
    res.writeHead(200, {
      'cache-control': 'no-store',
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    });
    res.end(body);
  }),
);
