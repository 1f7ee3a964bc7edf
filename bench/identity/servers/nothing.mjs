// node:http alone: the ceiling. It answers as many bytes, and signs none.
import { createServer } from 'node:http';
import { serve } from '../serve.mjs';

const body = JSON.stringify({ userId: '682938', userJwt: 'x'.repeat(140), expiresAt: 1_700_000_300 });

serve(
  createServer((_req, res) => {
    res.writeHead(200, {
      'cache-control': 'no-store',
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    });
    res.end(body);
  }),
);
