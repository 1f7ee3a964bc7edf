import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MockInstance } from 'vitest';
import type { Method } from '../method-names';
import type { Bench } from './context-for-test';
import { createVisitBench } from './context-for-test';
import { tokenOf } from './call-values';
import { METHODS } from './methods';
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
        ['welcomeMessage:open'],
      ]);
    },
  );

  test.each(['hideChat', 'sidebar.close', 'hideWelcomeMessage', 'hideAwayMessage'] as const)(
    '%s closes the chat',
    async (method) => {
      bench.context.store.change(openChat);
      await run(method);
      expect(state().chatOpen).toBe(false);
      expect(raised().slice(3)).toEqual(['chatClose', 'sidebarClose', 'welcomeMessage:close']);
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
    expect(raised()).toHaveLength(3);
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

  test('refusedIdentify boots_again: the session ends, and the host is asked to boot as that call says', async () => {
    bench = await createVisitBench({ assumptions: { refusedIdentify: 'boots_again' } });
    bench.world.settings.set({ signedIdentities: 'required' });
    await run('identify', 'user_1');
    const call = { method: 'identify', args: ['user_1'], page };
    expect(bench.bootAgain).toHaveBeenCalledExactlyOnceWith(call);
    await run('track', 'After');
    expect(bench.world.ledger.entries({ type: 'track' })).toEqual([]);
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

describe('greetings', () => {
  test('the away message comes in place of the welcome message, and each says so', async () => {
    await run('showWelcomeMessage', 'Hello');
    await run('showAwayMessage', 'Gone');
    expect(state()).toMatchObject({ isOnline: false, greeting: 'Gone' });
    expect(raised().slice(2)).toEqual(['welcomeMessage:open', 'welcomeMessage:close', 'awayMessage:open']);
  });

  test('writing something ends the greeting', async () => {
    await run('openChat');
    await bench.context.chat.say('Hello');
    expect(raised()).toContain('welcomeMessage:close');
  });
});

describe('playbooks', () => {
  const playbook = { interactionId: 5, campaignId: 8, name: 'Five', page: '/five', steps: [{ say: 'Hi' }] };
  const fired = (): number => bench.world.conversations.list().length;
  const at = (url: string): Parameters<(typeof METHODS)['page']>[2] => ({
    method: 'page',
    args: [],
    page: { ...page, url },
  });
  beforeEach(() => bench.world.playbooks.set([playbook]));

  test('page lets the playbook of that page, or of that name, fire; hidePreview takes it off again', async () => {
    await METHODS.page(bench.context, [], at('http://localhost/five'));
    expect(state().preview).not.toBeNull();
    await run('hidePreview');
    expect(state().preview).toBeNull();
  });

  test('evaluateCampaignTargeting asks again for the page as it is', async () => {
    await run('evaluateCampaignTargeting');
    expect(fired()).toBe(0);
    await METHODS.evaluateCampaignTargeting(bench.context, [], at('http://localhost/five'));
    expect(fired()).toBe(1);
  });

  test('scheduleMeeting opens the chat on the calendar of that agent', async () => {
    await run('scheduleMeeting', 33);
    expect(state().chatOpen).toBe(true);
    expect(bench.raised.at(-1)).toEqual([
      'scheduling:requestMeeting',
      { teamMember: { id: 33, name: 'Agent 33' } },
    ]);
  });

  test('an unknown playbook fails without an error on the page', async () => {
    await run('startInteraction', { interactionId: 6 });
    expect(warn).toHaveBeenCalledWith('Drift API -', 'startInteraction failed.', expect.any(Error));
  });

  test('debug prints what targeting makes of the page, and fires nothing', async () => {
    const info = vi.spyOn(console, 'info').mockReturnValue();
    await METHODS.debug(bench.context, ['playbooks'], at('http://localhost/five'));
    expect(info).toHaveBeenLastCalledWith(
      'PLAYBOOK_TARGETING_RESULTS: [{"interactionId":5,"name":"Five","page":"/five","matches":true,"firedBefore":false}]',
    );
    expect(fired()).toBe(0);
    await run('debug');
    expect(info).toHaveBeenLastCalledWith('All debug commands: PLAYBOOKS, RECEIVE_MESSAGE, HELP');
  });

  describe('forms', () => {
    const followupUrl = 'https://acme.example/thanks';

    test('whoever names a campaign with a playbook talks to it over the whole page, and is known better', async () => {
      await run('collectFormData', { plan: 'pro', nested: {} }, { campaignId: 8, followupUrl });
      expect(state()).toMatchObject({ chatOpen: true, takeover: true });
      expect(bench.world.contacts.list()[0]?.attributes).toEqual({ plan: 'pro' });
      expect(bench.redirect).not.toHaveBeenCalled();
    });

    test.each([{ campaignId: 9 }, { campaignId: '8' }, {}])(
      'anybody else is sent on: %j',
      async (options) => {
        await run('collectFormData', { plan: 'pro' }, { ...options, followupUrl });
        expect(bench.redirect).toHaveBeenCalledExactlyOnceWith(followupUrl);
        expect(fired()).toBe(0);
      },
    );

    test('what is staged waits for commitFormData, which counts once', async () => {
      await run('commitFormData', { campaignId: 8 });
      await run('collectFormData', { plan: 'pro' }, { campaignId: 8, stageData: true });
      expect(fired()).toBe(0);
      await run('commitFormData', { campaignId: 8 });
      await run('commitFormData', { campaignId: 8 });
      expect(fired()).toBe(1);
    });
  });
});
