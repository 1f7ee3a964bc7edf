import { describe, expect, it } from 'vitest';
import { signEvent } from '../testing/sign-event';
import { parseWebhook } from './parse-webhook';

const token = 'EM00VfyJofNgMqeWMpUWDeW4qjFMZr';
const options = { verificationToken: token };
const pushed = { conversationId: '3275727977', userId: '2322756', pushedAt: 1632349419751 };
const push = {
  type: 'conversation_push',
  orgId: '5000883',
  data: { source: 'conversation_manual_push', data: pushed },
};
const parsed = {
  event: push,
  dedupeKey: 'conversation_push:5000883:conversation_manual_push:3275727977:1632349419751',
};
const text = () => signEvent(push, token).text();

describe('parseWebhook', () => {
  it('reads the body that the MAP/CRM article prints', async () => {
    expect(parseWebhook(await text(), {}, options)).toEqual(parsed);
  });

  it('takes text, bytes and a parsed body', async () => {
    const body = await text();
    for (const form of [
      body,
      new TextEncoder().encode(body),
      Buffer.from(body),
      JSON.parse(body),
    ] as unknown[]) {
      expect(parseWebhook(form, {}, options)).toEqual(parsed);
    }
  });

  it.each([
    ['Fetch', (value: string) => new Headers({ 'X-Verification-Token': value })],
    ['Node', (value: string) => ({ 'x-verification-token': value })],
    ['a gateway that keeps the case', (value: string) => ({ 'X-Verification-Token': value })],
    ['a gateway that has lists', (value: string) => ({ 'X-Verification-Token': [value] })],
  ])('checks the header as %s has it', async (_, headers) => {
    const body = await text();
    expect(parseWebhook(body, headers(token), options)).toEqual(parsed);
    expect(() => parseWebhook(body, headers('no'), options)).toThrow(
      expect.objectContaining({ code: 'token_wrong' }),
    );
  });

  it('refuses a parsed body that holds a rounded id, and says what to do', () => {
    const body = JSON.parse(
      `{"type":"new_message","token":"${token}","data":{"id":9007199254740993}}`,
    ) as unknown;
    expect(() => parseWebhook(body, {}, options)).toThrow(
      expect.objectContaining({
        code: 'body_unreadable',
        message: expect.stringContaining('the text or the bytes') as unknown,
      }),
    );
  });

  it.each([[undefined], [null], [5], [[]]])('refuses %j for a body', (body) =>
    expect(() => parseWebhook(body, {}, options)).toThrow(expect.objectContaining({ name: 'WebhookError' })),
  );

  it('refuses another org', async () => {
    const body = await text();
    expect(parseWebhook(body, {}, { ...options, orgIds: [5000883] })).toEqual(parsed);
    expect(() => parseWebhook(body, {}, { ...options, orgIds: [5] })).toThrow(
      expect.objectContaining({ code: 'org_not_ours' }),
    );
  });

  it.each([undefined, '', []])('throws a TypeError for the token %j', (verificationToken) =>
    expect(() => parseWebhook('{}', {}, { verificationToken: verificationToken as string })).toThrow(
      TypeError,
    ),
  );
});
