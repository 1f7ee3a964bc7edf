import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createVisitor } from '../testing';
import { mails, startHarbor } from './harbor-for-test';
import type { HarborForTest } from './harbor-for-test';

let harbor: HarborForTest;
beforeEach(async () => {
  harbor = await startHarbor();
});
afterEach(() => harbor.close());

describe('a webhook', () => {
  it.each(['wrong_token', 'cut_off'] as const)('that is %s does nothing', async (webhook) => {
    const visitor = await harbor.chatter();
    const id = await visitor.start(4300);
    await visitor.answer(id, { type: 'email', email: 'cian@doyle-sails.example' });
    await harbor.sandbox.webhooks.settled();
    harbor.sandbox.faults.set({ webhook });
    harbor.sandbox.conversations.reply(id, '/signup trial');
    await harbor.sandbox.webhooks.settled();
    harbor.sandbox.faults.set({ webhook: 'none' });
    harbor.sandbox.conversations.reply(id, '/signup nothing');
    await vi.waitFor(() => expect(harbor.said(id).join()).toContain('Which plan?'), 8000);
    expect(await mails(createVisitor(harbor.example))).toEqual([]);
  });

  it('that somebody forges is refused, with another token or none', async () => {
    const event = { type: 'new_message', orgId: '4100', data: { id: '1', conversationId: '5001' } };
    const send = async (token: string, method = 'POST'): Promise<number> => {
      const headers = { 'content-type': 'application/json' };
      const body = method === 'POST' ? JSON.stringify({ ...event, token }) : null;
      return (await fetch(harbor.example.webhookUrl, { method, headers, body })).status;
    };
    expect([await send('guess'), await send(''), await send('x', 'GET')]).toEqual([401, 401, 405]);
    expect(await send(harbor.sandbox.verificationToken)).toBe(200);
  });

  it('is answered in time where Drift’s REST API says nothing at all', async () => {
    harbor.sandbox.faults.set({ rest: 'hang' });
    const visitor = await harbor.chatter('usr_jane_4kq81z');
    await visitor.say('Hello?');
    await vi.waitFor(() => {
      const sent = harbor.sandbox.ledger.entries({ type: 'webhook', outcome: 'delivered' });
      expect(sent.map(({ event }) => event)).toContain('new_message');
    }, 8000);
    expect(harbor.sandbox.ledger.entries({ type: 'webhook', outcome: 'timed_out' })).toEqual([]);
  });
});
