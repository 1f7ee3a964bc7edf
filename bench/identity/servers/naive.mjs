// The same handler behind an adapter without a lazy request: a Fetch Request and Response made for every call.
import { createServer } from 'node:http';
import { load } from '../packages.mjs';
import { serve } from '../serve.mjs';
import { SECRET, USER_ID } from '../settings.mjs';

const { createIdentityHandler } = await load('@driftkit/identity-server');

const user = { id: USER_ID };
const handler = createIdentityHandler({ secret: SECRET, getUser: () => user });
serve(
  createServer(async (req, res) => {
    const url = `http://${req.headers.host}${req.url}`;
    const response = await handler(new Request(url, { method: req.method, headers: req.headers }));
    res.writeHead(response.status, Object.fromEntries(response.headers));
    res.end(await response.text());
  }),
);
