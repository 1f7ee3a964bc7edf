import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MockInstance } from 'vitest';
import type { Method } from '../method-names';
import type { Bench } from './context-for-test';
import { createVisitBench } from './context-for-test';
import { METHODS, tokenOf } from './methods';
import { hideWidget, openChat } from './state';

let warn: MockInstance;
let bench: Bench;
beforeEach(async () => {
  warn = vi.spyOn(console, 'warn').mockReturnValue();
  bench = await createVisitBench();
});

afterEach(() => void vi.restoreAllMocks());

const page = { url: 'http://localhost/a', title: 'A', referrer: '', locale: 'en' };
async function run(method: Method, ...args: unknown[]): Promise<void> {
  await METHODS[method](bench.context, args, { method, args, page });
}
const state = (): typeof bench.context.store.state => bench.context.store.state;
const raised = (): string[] => bench.raised.map(([name]) => name);

describe('opening and closing', () => {
  test.each(['openChat', 'sidebar.open'] as const)(
    '%s shows the widget, opens the chat and says so twice',
    async (method) => {
      bench.context.store.change(hideWidget);
      await run(method);
      expect(state()).toMatchObject({ chatOpen: true, widgetVisible: true });
      expect(bench.raised).toEqual([
        ['chatOpen'],
        ['sidebarOpen', { data: { sidebarOpen: true, widgetVisible: true, isOnline: true } }],
      ]);
    },
  );

  test.each(['hideChat', 'sidebar.close', 'hideWelcomeMessage', 'hideAwayMessage'] as const)(
    '%s closes the chat',
    async (method) => {
      bench.context.store.change(openChat);
      await run(method);
      expect(state().chatOpen).toBe(false);
      expect(raised().slice(2)).toEqual(['chatClose', 'sidebarClose']);
    },
  );

  test('toggleChat goes back and forth', async () => {
    await run('toggleChat');
    await run('sidebar.toggle');
    expect(state().chatOpen).toBe(false);
  });

  test('opening what is open says nothing', async () => {
    await run('openChat');
    await run('openChat');
    expect(raised()).toHaveLength(2);
  });

  test('hide closes the chat and hides the icon; widget.hide hides the icon alone', async () => {
    await run('openChat');
    await run('widget.hide');
    expect(state()).toMatchObject({ widgetVisible: false, chatOpen: true });
    await run('widget.show');
    await run('hide');
    expect(state()).toMatchObject({ widgetVisible: false, chatOpen: false });
    await run('show');
    expect(state().widgetVisible).toBe(true);
  });

  test('toggleChatTakeoverModal opens the chat over the whole page', async () => {
    await run('toggleChatTakeoverModal');
    expect(state()).toMatchObject({ chatOpen: true, takeover: true });
  });
});

describe('conversations', () => {
  test('goToNewConversation says the message in a new conversation', async () => {
    await run('goToNewConversation', 'Hello');
    await run('goToNewConversation', 'Hello again');
    const conversations = bench.world.conversations.list();
    expect(conversations.map(({ messages }) => messages[0]?.text)).toEqual(['Hello', 'Hello again']);
    expect(raised()).toEqual(['startConversation', 'message:sent', 'startConversation', 'message:sent']);
  });

  test('goToConversation opens the chat on that one', async () => {
    await run('goToConversation', 5);
    expect(state()).toMatchObject({ chatOpen: true, conversationId: 5 });
    expect(bench.raised[0]).toEqual(['conversation:selected', { conversationId: 5 }]);
  });

  test('goToConversationList opens nothing for a visitor without conversations', async () => {
    await run('goToConversationList');
    expect(state().chatOpen).toBe(false);
    await run('goToNewConversation', 'Hello');
    await run('goToConversationList');
    expect(state()).toMatchObject({ chatOpen: true, screen: 'list' });
  });

  test('startInteraction fires a playbook in a new conversation and opens it', async () => {
    await run('startInteraction', { interactionId: 42 });
    const [conversation] = bench.world.conversations.list();
    expect(bench.raised[0]).toEqual([
      'conversation:playbookFired',
      expect.objectContaining({ interactionId: 42, conversationId: conversation?.id }),
    ]);
    expect(state()).toMatchObject({ chatOpen: true, conversationId: conversation?.id });
  });

  test('startInteraction leaves an active conversation where it may not be replaced', async () => {
    await run('goToNewConversation', 'Hello');
    await run('startInteraction', { interactionId: 42, replaceActiveConversation: false });
    expect(bench.world.conversations.list()).toHaveLength(1);
    expect(state().chatOpen).toBe(true);
  });

  test('startInteraction with goToConversation: false stays closed', async () => {
    await run('startInteraction', { interactionId: 42, goToConversation: false });
    expect(state().chatOpen).toBe(false);
  });

  test('showWelcomeMessage opens the chat on its own greeting', async () => {
    await run('goToNewConversation', 'Hello');
    await run('showWelcomeMessage', 'Welcome back');
    expect(state()).toMatchObject({ chatOpen: true, conversationId: null, greeting: 'Welcome back' });
  });
});

describe('the contact', () => {
  test('identify turns the visit over, tells the host and shows the history of the contact', async () => {
    await run('goToNewConversation', 'As nobody');
    await run('identify', 'user_1', { plan: 'pro' }, { userJwt: 'x' });
    expect(bench.identified).toHaveBeenCalledWith('user_1', 'x');
    expect(state().conversations).toEqual([]);
    await run('track', 'After');
    expect(bench.world.ledger.entries({ type: 'track' })).toMatchObject([{ externalId: 'user_1' }]);
  });

  test('identify that is refused tells the host nothing, and the session goes on as it was', async () => {
    bench.world.settings.set({ signedIdentities: 'required' });
    await run('identify', 'user_1');
    expect(bench.identified).not.toHaveBeenCalled();
    await run('track', 'After');
    expect(bench.world.ledger.entries({ type: 'track' })).toMatchObject([{ externalId: null }]);
  });

  test('identify takes the token of setUserJwt when it brings none', async () => {
    await run('setUserJwt', 'given');
    await run('identify', 'user_1');
    expect(bench.identified).toHaveBeenCalledWith('user_1', 'given');
  });

  test('the token is looked for in the third argument, under userJwt alone', () => {
    expect(tokenOf({ userJwt: 'x' })).toBe('x');
    for (const options of [undefined, {}, { jwt: 'x' }, { signedIdentity: 'x' }])
      expect(tokenOf(options)).toBeNull();
  });

  test('a value that slipped through the check is left out', async () => {
    await run('setUserAttributes', { a: null, plan: 'pro', nested: {} });
    expect(bench.world.ledger.entries({ type: 'attributes' })).toMatchObject([
      { attributes: { plan: 'pro' } },
    ]);
  });

  test('page sends the page as it was at the call, with its name', async () => {
    await run('page', '/pricing');
    expect(bench.world.ledger.entries({ type: 'page' })).toMatchObject([
      { cause: 'call', url: 'http://localhost/a', title: 'A', pageName: '/pricing' },
    ]);
  });

  test.each(['track', 'page', 'identify', 'setUserAttributes'] as const)(
    '%s swallows a broken network',
    async (method) => {
      bench.breakNetwork(true);
      await run(method, 'user_1');
      expect(warn).toHaveBeenCalledWith('Drift API -', `${method} failed.`, expect.any(TypeError));
    },
  );
});

test('reset closes the chat, ends the session and has the page forget, even when the network is broken', async () => {
  await run('openChat');
  await run('reset');
  expect(state().chatOpen).toBe(false);
  expect(bench.world.ledger.entries({ type: 'reset' })).toHaveLength(1);
  expect(bench.forgetAndReload).toHaveBeenCalledTimes(1);
  bench.breakNetwork(true);
  await run('reset');
  expect(bench.forgetAndReload).toHaveBeenCalledTimes(2);
});

test.each(['ping', 'startVideoGreeting'] as const)('%s only warns', async (method) => {
  await run(method);
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('not supported in this release'));
});
