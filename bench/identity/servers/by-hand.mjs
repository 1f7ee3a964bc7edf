// node:http and createHmac, by hand.
import { createServer } from 'node:http';
import { signByHand } from '../by-hand.mjs';
import { serve } from '../serve.mjs';
import { USER_ID } from '../settings.mjs';

serve(
  createServer((_req, res) => {
    const { userJwt, expiresAt } = signByHand();
    const body = JSON.stringify({ userId: USER_ID, userJwt, expiresAt });
    res.writeHead(200, {
      'cache-control': 'no-store',
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    });
    res.end(body);
  }),
);
