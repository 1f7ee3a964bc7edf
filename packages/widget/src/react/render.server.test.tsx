// @vitest-environment node
import { StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { createSession } from '../index';
import { DriftFallback, DriftProvider, useDrift, useDriftEvent } from './index';
import { useDriftIdentity, useDriftPage, useDriftState, useOpenChat } from './index';

function Everything() {
  const drift = useDrift();
  const { identity } = useDriftIdentity();
  useDriftEvent('chatOpen', () => undefined);
  useDriftPage('/');
  useOpenChat(() => undefined);
  return <p>{[typeof drift.track, useDriftState().status, identity.status].join(' ')}</p>;
}

it.each([true, false])(
  'renders on a server as nobody knows yet (enabled: %s), and touches nothing',
  (enabled) => {
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const before = Reflect.ownKeys(globalThis).length;
    const session = createSession({ embedId: 'abcdefgh1234', enabled });
    const calls = (['load', 'setUser', 'login', 'on', 'page', 'subscribe', 'subscribeIdentity'] as const).map(
      (name) => vi.spyOn(session, name as 'load'),
    );
    const html = renderToString(
      <StrictMode>
        <DriftProvider drift={session} user={{ id: 'ann' }}>
          <Everything />
          <DriftFallback>Write to us</DriftFallback>
        </DriftProvider>
      </StrictMode>,
    );
    expect(html).toBe('<p>function idle unknown</p>');
    expect(calls.flatMap(({ mock }) => mock.calls)).toEqual([]);
    expect(complaints).not.toHaveBeenCalled();
    expect([typeof document, Reflect.ownKeys(globalThis).length]).toEqual(['undefined', before]);
    complaints.mockRestore();
  },
);
