// Receives webhooks twice: by @driftkit/api, and as one would write it by hand. Prints its port.
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { createWebhookHandler } from '../../packages/api/dist/index.js';
import { toNodeHandler } from '../../packages/api/dist/node.js';

const [, , token] = process.argv;
const digestOf = (text) => createHash('sha256').update(text).digest();
const ours = digestOf(token);
let handled = 0;
const onEvent = () => void handled++;

const driftkit = toNodeHandler(createWebhookHandler({ verificationToken: token, onEvent }));

/** Method, token, JSON, event; without bounds, dedupe, exact ids, or the checks of shape and org. */
function byHand(request, response) {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const event = JSON.parse(Buffer.concat(chunks).toString());
    const isRight =
      timingSafeEqual(digestOf(event.token), ours) &&
      timingSafeEqual(digestOf(request.headers['x-verification-token']), ours);
    if (isRight) onEvent(event);
    response.writeHead(isRight ? 200 : 401, { 'content-type': 'application/json' }).end('{"ok":true}');
  });
}

const server = createServer((request, response) => {
  const { user, system } = process.cpuUsage();
  if (request.url === '/cpu') response.end(String(user + system));
  else if (request.url === '/driftkit') void driftkit(request, response);
  else byHand(request, response);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
