// @vitest-environment node
import { expect, it } from 'vitest';
import { onConsent, onIdle, onInteraction, onVisible } from './index';

it('triggers can be created on a server without side effects', () => {
  const before = Reflect.ownKeys(globalThis);
  const all = [
    onIdle(),
    onInteraction({ target: '#chat' }),
    onVisible('#contact'),
    onConsent(Promise.resolve(true)),
  ];
  expect(all.map(({ waitsFor }) => waitsFor)).toEqual(['idle', 'interaction', 'visible', 'consent']);
  expect(Reflect.ownKeys(globalThis)).toEqual(before);
  expect(typeof document).toBe('undefined');
});
