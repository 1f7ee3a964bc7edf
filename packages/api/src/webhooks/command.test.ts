import { describe, expect, it } from 'vitest';
import { commandOf, senderOf } from './command';
import type { SentMessage } from './command';

const agent = { id: '1', type: 'user', bot: false } as const;
const from = (body: string | undefined, more: Partial<SentMessage> = {}) =>
  commandOf({
    author: agent,
    type: 'private_note',
    ...(body !== undefined && { body }),
    ...more,
  } as SentMessage);

describe('commandOf', () => {
  it.each([
    ['/signup trial', 'signup', ['trial']],
    ['<p>/signup trial</p>', 'signup', ['trial']],
    ['<p>/signup&nbsp;<b>annual</b></p><p>thanks</p>', 'signup', ['annual']],
    ['<div><br></div><div>/signup monthly</div>', 'signup', ['monthly']],
    ['  /Signup   a  b ', 'signup', ['a', 'b']],
    ['/signup', 'signup', []],
    ['/signup trial\nfor Jane', 'signup', ['trial']],
    ['\u200B/signup\u200B trial', 'signup', ['trial']],
    ['/refund Tom &amp; Co &lt;b&gt;', 'refund', ['Tom', '&', 'Co', '<b>']],
    ['/größe XL', 'größe', ['XL']],
    ['/re-send 2', 're-send', ['2']],
    ['/constructor x', 'constructor', ['x']],
  ])('reads %j', (body, name, args) => expect(from(body)).toEqual({ name, args }));

  it.each([
    'hello',
    'see /signup trial',
    '/',
    '/ signup',
    '//signup',
    '/path/to',
    '/-x',
    '',
    undefined,
    '<p></p>',
    'http://a/b',
  ])('finds no command in %j', (body) => expect(from(body)).toBeUndefined());

  it('takes a chat and a private note, and no edited message or prompt', () => {
    const types = ['chat', 'private_note', 'edit', 'suggestion', 'private_prompt'];
    const taken = types.filter((type) => from('/x', { type } as never) !== undefined);
    expect(taken).toEqual(['chat', 'private_note']);
  });

  it.each([
    ['a contact', { author: { id: '1', type: 'contact', bot: false } }],
    ['a bot', { author: { ...agent, bot: true } }],
    ['an app that posts as an agent', { attributes: { developer_app_id: 'f0' } }],
    ['nobody', { author: undefined }],
  ])('takes no command of %s', (_, more) => expect(from('/signup trial', more as never)).toBeUndefined());
});

describe('senderOf', () => {
  it.each([
    ['contact', { author: { type: 'contact', bot: false } }],
    ['agent', { author: { type: 'user', bot: false } }],
    ['agent', { author: { type: 'user' }, attributes: { developer_app_id: null } }],
    ['bot', { author: { type: 'user', bot: true } }],
    ['app', { author: { type: 'user', bot: true }, attributes: { developer_app_id: 'f0' } }],
    [undefined, {}],
    [undefined, { author: { type: 'robot' } }],
  ])('is %s', (sender, message) => expect(senderOf(message as never)).toBe(sender));
});
