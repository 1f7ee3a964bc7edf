import { render } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { ReactNode } from 'react';
import { ann, setUpPage } from '../../test-support/test-page';
import * as hooks from './index';

const { DriftFallback, DriftProvider, useDrift } = hooks;

const page = setUpPage();

describe('outside a provider', () => {
  it.each<[name: string, use: () => unknown]>([
    ['useDrift()', useDrift],
    ['useDriftState()', hooks.useDriftState],
    ['useDriftIdentity()', hooks.useDriftIdentity],
    ['useDriftEvent()', () => hooks.useDriftEvent('chatOpen', () => undefined)],
    ['useDriftPage()', () => hooks.useDriftPage('/')],
    ['useOpenChat()', () => hooks.useOpenChat(() => undefined)],
    ['<DriftFallback>', () => <DriftFallback>Write to us</DriftFallback>],
  ])('%s throws an error that names it and says what to do', (name, use) => {
    const Component = (): ReactNode => (use() ?? null) as ReactNode;
    expect(() => renderToString(<Component />)).toThrow(
      `[driftkit] ${name} was used outside <DriftProvider>. Wrap the part of your app`,
    );
  });
});

describe('useDrift', () => {
  it('returns the object of the nearest provider', () => {
    const [outer, inner] = [page.createDrift(), page.createDrift()];
    const seen: unknown[] = [];
    const Reader = (): null => {
      seen.push(useDrift());
      return null;
    };
    render(
      <DriftProvider drift={outer}>
        <Reader />
        <DriftProvider drift={inner}>
          <Reader />
        </DriftProvider>
      </DriftProvider>,
    );
    expect(seen[0]).toBe(outer);
    expect(seen[1]).toBe(inner);
  });

  it('never renders its component again, whatever becomes of Drift and of the visitor', async () => {
    const session = page.createSession();
    session.setUser(null);
    let renders = 0;
    const Reader = (): null => {
      useDrift();
      renders++;
      return null;
    };
    render(
      <DriftProvider drift={session}>
        <Reader />
      </DriftProvider>,
    );
    await page.does((vendor) => vendor.come());
    await page.does(() => void session.login(ann));
    expect([session.state.status, session.identity.status, renders]).toEqual(['ready', 'identified', 1]);
  });
});
