import { expect, test } from 'vitest';
import type { Route } from './route';
import { linkTo, parseRoute } from './route';

const ROUTES: Route[] = [
  { view: 'identity', aid: null },
  { view: 'identity', aid: 'a/b #%41' },
  { view: 'contact', contactId: 1001 },
  { view: 'inbox', conversationId: null },
  { view: 'inbox', conversationId: 5001 },
  { view: 'apps', appId: null },
  { view: 'apps', appId: 'a/b' },
  { view: 'switches' },
];

test.each(ROUTES)('$view is found again under its own link', (route) => {
  expect(parseRoute(linkTo(route))).toEqual(route);
});

test('what is no route is the first view', () => {
  for (const fragment of ['', '#', '#/nowhere', '#/contact/abc', '#/contact', '#/browser/%E0%A4%A']) {
    expect(parseRoute(fragment)).toEqual({ view: 'identity', aid: null });
  }
});

test('a conversation id that is not a number leads to no conversation', () => {
  expect(parseRoute('#/inbox/<img>')).toEqual({ view: 'inbox', conversationId: null });
});
