import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSession } from '@driftkit/widget';
import type { Session } from '@driftkit/widget';
import { createFakeDrift } from '@driftkit/widget/testing';
import type { FakeDrift } from '@driftkit/widget/testing';

/** The code under test: a button that opens the chat, counts what came in meanwhile, and gives way to an address. */
function createHelpButton(drift: Session): HTMLButtonElement {
  const button = document.createElement('button');
  let unread = 0;
  const show = (): void => {
    const failed = drift.state.status === 'failed';
    button.textContent = failed ? 'help@acme.com' : unread > 0 ? `Help (${unread})` : 'Help';
  };
  button.addEventListener('click', () => {
    drift.api.openChat();
    unread = 0;
    show();
  });
  drift.on('message', () => {
    unread += 1;
    show();
  });
  drift.subscribe(show);
  show();
  return button;
}

let fake: FakeDrift;
let drift: Session;

beforeEach(() => {
  fake = createFakeDrift();
  drift = createSession({ embedId: 'abcdefgh1234', retries: 0, onError: () => undefined });
});
afterEach(() => {
  drift.close();
  fake.uninstall();
});

it('opens the chat, also when it is pressed before Drift is there', async () => {
  const button = createHelpButton(drift);
  drift.load();
  drift.setUser(null);
  button.click();
  expect(fake.calls).toEqual([]);
  await drift.ready;
  expect(fake.calls).toEqual([['api.openChat']]);
});

it('counts the messages until it is pressed', async () => {
  const button = createHelpButton(drift);
  drift.load();
  await drift.login({ id: 'user_1', name: 'Jane' });
  expect(fake.contact).toBe('user_1');
  fake.emit('message', { conversationId: 1, inboxId: 1, teamMember: { id: 1, name: 'Sam' } });
  expect(button.textContent).toBe('Help (1)');
  button.click();
  expect(button.textContent).toBe('Help');
});

it('gives way to an address when Drift is blocked', async () => {
  vi.spyOn(console, 'error').mockReturnValue(); // driftkit says so to the developer, too
  fake.failWith('blocked');
  const button = createHelpButton(drift);
  drift.load();
  drift.setUser(null);
  await expect(drift.ready).rejects.toMatchObject({ code: 'blocked' });
  expect(button.textContent).toBe('help@acme.com');
});
