// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { followPage } from './page-events';

test('a page is shown once until it is hidden, and followed until it is not', () => {
  const [onHash, onShow, onHide] = [vi.fn(), vi.fn(), vi.fn()];
  const unfollow = followPage({ onHash, onShow, onHide });
  window.dispatchEvent(new Event('pageshow'));
  expect(onShow).toHaveBeenCalledTimes(1);
  window.dispatchEvent(new Event('pagehide'));
  window.dispatchEvent(new Event('pagehide'));
  expect(onHide).toHaveBeenCalledTimes(1);
  window.dispatchEvent(new Event('pageshow'));
  expect(onShow).toHaveBeenCalledTimes(2);
  const change = (): void =>
    void window.dispatchEvent(new HashChangeEvent('hashchange', { newURL: 'http://a.test/#pricing' }));
  change();
  expect(onHash).toHaveBeenCalledExactlyOnceWith('#pricing');
  unfollow();
  expect(onHide).toHaveBeenCalledTimes(2);
  change();
  for (const event of ['pageshow', 'pagehide']) window.dispatchEvent(new Event(event));
  expect([onHash, onShow, onHide].map(({ mock }) => mock.calls.length)).toEqual([1, 2, 2]);
});
