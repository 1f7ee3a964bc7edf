import { expect, test, vi } from 'vitest';
import { say } from '../visitor/chat';
import { limitVisitors } from './visitor-limit';
import type { World } from '../stores/world';
import { createWorld } from '../stores/create-world';

function limited(limit: number): World {
  const world = createWorld();
  limitVisitors(world, limit);
  return world;
}
const aids = (world: World): string[] => world.browsers.list().map(({ aid }) => aid);

test('above the limit, the browser not seen for longest is forgotten, with its contact and sessions', () => {
  const world = limited(2);
  const session = world.sessions.open('aid-1', world.browsers.visit('aid-1').id);
  world.browsers.visit('aid-2');
  const heard = vi.fn();
  world.changes.add(heard);
  world.browsers.visit('aid-3');
  expect(aids(world)).toEqual(['aid-2', 'aid-3']);
  expect(world.contacts.get(session.contactId)).toBeUndefined();
  expect(world.sessions.get(session.token)).toBeUndefined();
  expect(heard).toHaveBeenCalledWith({ type: 'forgotten', aid: 'aid-1', contactIds: [session.contactId] });
});

test('being seen again counts', () => {
  const world = limited(2);
  for (const aid of ['aid-1', 'aid-2', 'aid-1', 'aid-3']) world.browsers.visit(aid);
  expect(aids(world)).toEqual(['aid-1', 'aid-3']);
});

test('a browser with a page open stays, and so does the newest', () => {
  const world = limited(1);
  world.browsers.visit('aid-1');
  world.browsers.pageOpened('aid-1');
  world.browsers.visit('aid-2');
  expect(aids(world)).toEqual(['aid-1', 'aid-2']);
  world.browsers.pageClosed('aid-1');
  expect(aids(world)).toEqual(['aid-1']);
});

test('a contact with an external id or a message stays when its browser is forgotten', () => {
  const world = limited(1);
  world.browsers.associate('aid-1', 'user_1', 'identify');
  const writer = world.browsers.visit('aid-2');
  say(world, world.sessions.open('aid-2', writer.id), { conversationId: null, text: 'Hello' });
  world.browsers.visit('aid-3');
  expect(aids(world)).toEqual(['aid-3']);
  expect(world.contacts.byExternalId('user_1')).toBeDefined();
  expect(world.contacts.get(writer.id)).toBeDefined();
});
