// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import type { WidgetView } from '../frame-messages';
import type { HostElements } from './host-elements';
import { loadNothing } from './load-nothing-for-test';
import { drawHostElements, frameOf, showView, vanish } from './host-elements';

const source = {
  base: 'http://127.0.0.1:1',
  embedId: 'sandbox0drft',
  session: { sessionId: 'session-1', sessionStarted: 5 },
};
const view: WidgetView = {
  widgetVisible: true,
  chatOpen: false,
  takeover: false,
  align: 'right',
  verticalOffset: 0,
  horizontalOffset: 0,
  previewHeight: 0,
};
// Elements alone are looked at here: no frame shall load.
loadNothing();
let hosts: HostElements;
beforeEach(() => {
  document.body.innerHTML = '';
  hosts = drawHostElements(source);
});

function setViewport(width: number, height: number): void {
  const { happyDOM } = window as unknown as { happyDOM: { setViewport(size: object): void } };
  happyDOM.setViewport({ width, height });
}

test('the frames have the paths, titles and classes of Drift', () => {
  const [controller, chat] = [frameOf(hosts.controller), frameOf(hosts.chat)];
  expect(controller?.src).toMatch(/^http:\/\/127\.0\.0\.1:1\/core\?.*embedId=sandbox0drft.*mode=CHAT/);
  expect(chat?.src).toMatch(/^http:\/\/127\.0\.0\.1:1\/core\/chat\?/);
  expect([controller?.title, chat?.title]).toEqual(['Drift Widget Icon', 'Drift Widget Chat Window']);
  expect(hosts.chat.className).toBe('drift-conductor-item drift-frame-chat drift-frame-chat-align-right');
});

test('an open chat is marked on its element, and for readers', () => {
  showView(hosts, { ...view, chatOpen: true });
  expect(hosts.chat.classList).toContain('drift-chat-open');
  expect(hosts.chat.getAttribute('aria-hidden')).toBe('false');
  showView(hosts, view);
  expect(hosts.chat.getAttribute('aria-hidden')).toBe('true');
});

test.each([
  ['on a phone', 360, 640, true],
  ['on a desktop', 1280, 800, false],
])('an open chat %s: the page behind it is marked: %j x %j, %j', (_where, width, height, marked) => {
  setViewport(width, height);
  const page = document.documentElement.classList;
  showView(hosts, { ...view, chatOpen: true });
  expect(page.contains('drift-widget-parent--chat-open')).toBe(marked);
  showView(hosts, view);
  expect(page.contains('drift-widget-parent--chat-open')).toBe(false);
});

test('a hidden widget has a hidden launcher', () => {
  showView(hosts, { ...view, widgetVisible: false });
  expect(hosts.controller.classList).toContain('hide-frame');
});

test('an offset moves the frames away from their corner', () => {
  showView(hosts, { ...view, verticalOffset: 30, horizontalOffset: 40 });
  expect([hosts.chat.style.marginBottom, hosts.chat.style.marginRight]).toEqual(['30px', '40px']);
});

test('drawn again, there is one of each and one style', () => {
  drawHostElements(source);
  expect(document.querySelectorAll('.drift-conductor-item')).toHaveLength(2);
  expect(document.querySelectorAll('#drift-widget-styles')).toHaveLength(1);
});

test('vanished, nothing of it can be found', () => {
  setViewport(360, 640);
  showView(hosts, { ...view, chatOpen: true });
  vanish(hosts);
  expect(document.querySelector('[id^=drift-frame], .drift-conductor-item')).toBeNull();
  expect(document.documentElement.className).toBe('');
});
