import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWebhook } from '../webhooks/parse-webhook';
import { signEvent } from './sign-event';

const id = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String);

describe('signEvent', () => {
  it('writes the token twice and ids as numbers', async () => {
    const data = {
      id: '9007199254740993',
      attributes: { externalId: '12', order_id: '5' },
      participants: ['3'],
    };
    const request = signEvent({ type: 'x', orgId: 5n, data }, 'secret');
    expect([request.method, request.headers.get('x-verification-token')]).toEqual(['POST', 'secret']);
    expect(await request.text()).toBe(
      '{"type":"x","token":"secret","orgId":5,"data":{"id":9007199254740993,"attributes":{"externalId":"12","order_id":"5"},"participants":[3]}}',
    );
  });

  it('comes back from parseWebhook as it went in, whatever the ids', async () => {
    await fc.assert(
      fc.asyncProperty(id, id, id, async (orgId, messageId, authorId) => {
        const data = {
          id: messageId,
          conversationId: '1',
          type: 'chat',
          body: '"é\u2028',
          author: { id: authorId, type: 'user' },
        };
        const request = signEvent({ type: 'new_message', orgId, data }, 'secret', { header: false });
        const { event } = parseWebhook(await request.text(), request.headers, {
          verificationToken: 'secret',
        });
        expect(event).toEqual({ type: 'new_message', orgId, data });
      }),
      { numRuns: 100 },
    );
  });
});
