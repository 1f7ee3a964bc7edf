// Visitors as their browsers would be seen by the sandbox: over HTTP and a stream each, without a browser.
import { createRequire } from 'node:module';

// The sandbox's own copy: the workspace has no other use for it.
const { WebSocket } = createRequire(new URL('../../packages/sandbox/package.json', import.meta.url))('ws');

/**
 * One visitor: arrives, tracks, writes and waits until the agent's answer is heard on the stream, so many times.
 * Resolves with what was acknowledged to it, and how long each answer took in milliseconds.
 */
export async function visit(url, { name, rounds }) {
  const aid = `aid-${name}`;
  const post = poster(url);
  const { tokenResult } = await post('/widget/bootstrap', { aid, identity: null, cookie: null, url: '' });
  const token = tokenResult.accessToken;
  const stream = await openStream(`${url.replace(/^http/, 'ws')}/widget/stream?token=${token}`);
  const done = { aid, tracked: [], written: [], heard: [], requests: [], chats: [] };
  let conversationId = null;
  const timed = async (list, work) => {
    const before = performance.now();
    const result = await work();
    list.push(performance.now() - before);
    return result;
  };
  for (let round = 0; round < rounds; round++) {
    const event = `${name}.${round}`;
    await timed(done.requests, () => post('/widget/track', { event, attributes: { round } }, token));
    done.tracked.push(event);
    await timed(done.chats, async () => {
      const sent = await post('/widget/messages', { conversationId, text: `question ${event}` }, token);
      conversationId = sent.conversation.id;
      done.written.push(`question ${event}`);
      const answer = stream.next((message) => message.text === `answer ${event}`);
      await post('/sandbox/reply', { conversationId, text: `answer ${event}` });
      done.heard.push((await answer).text);
    });
  }
  stream.close();
  return done;
}

/** Everything that was acknowledged to the visitors and is not in the ledger in the same order, as sentences. */
export async function lossesOf(url, visitors) {
  const { entries, dropped } = await (await fetch(`${url}/sandbox/ledger`)).json();
  const losses = dropped > 0 ? [`the ledger dropped ${dropped} entries`] : [];
  const gap = entries.findIndex(({ seq }, index) => index > 0 && seq !== entries[index - 1].seq + 1);
  if (gap >= 0) losses.push(`the ledger has a gap before ${entries[gap].seq}`);
  const contactOf = new Map(
    entries.filter(({ type }) => type === 'bootstrap').map(({ aid, contactId }) => [aid, contactId]),
  );
  for (const { aid, tracked, written, heard } of visitors) {
    const own = entries.filter((entry) => entry.contactId === contactOf.get(aid));
    const has = {
      tracked: own.filter(({ type }) => type === 'track').map(({ event }) => event),
      written: own
        .filter(({ type, from }) => type === 'message' && from === 'visitor')
        .map(({ text }) => text),
      heard: own.filter(({ type, from }) => type === 'message' && from === 'agent').map(({ text }) => text),
    };
    for (const [what, expected] of Object.entries({ tracked, written, heard })) {
      if (JSON.stringify(has[what]) !== JSON.stringify(expected)) losses.push(`${aid}: ${what} differs`);
    }
  }
  return { losses, entries: entries.length };
}

function poster(url) {
  return async (path, body, token) => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    if (!response.ok)
      throw new Error(`${path} was answered with ${response.status}: ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  };
}

/** A live stream, and the wait for one message on it that passes. Rejects what waits when the stream breaks. */
function openStream(url) {
  const socket = new WebSocket(url);
  const waiting = new Set();
  socket.on('message', (data) => {
    const { type, message } = JSON.parse(data.toString());
    if (type !== 'message') return;
    for (const one of [...waiting]) {
      if (!one.test(message)) continue;
      waiting.delete(one);
      one.resolve(message);
    }
  });
  const broken = () => {
    for (const one of waiting) one.reject(new Error('The stream broke.'));
  };
  const stream = {
    next: (test) => new Promise((resolve, reject) => waiting.add({ test, resolve, reject })),
    close: () => socket.close(),
  };
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', broken);
    socket.once('message', () => resolve(stream));
  });
}
