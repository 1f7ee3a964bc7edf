import { act } from '@testing-library/react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import type { Root } from 'react-dom/client';
import type { ReactNode } from 'react';
import { afterEach } from 'vitest';
import { ann, setUpPage } from '../../test-support/test-page';
import type { Session, SessionOptions } from '../index';
import { DriftFallback, DriftProvider, useDriftIdentity, useDriftState } from './index';

const page = setUpPage();
let root: Root | undefined;
afterEach(() => act(() => root?.unmount()));

function Truth() {
  const { identity } = useDriftIdentity();
  return <p>{`${useDriftState().status} ${identity.status}`}</p>;
}
const app = (session: Session): ReactNode => (
  <DriftProvider drift={session} user={ann}>
    <Truth />
    <DriftFallback>{({ code }) => <a href="mailto:help@acme.com">{code}</a>}</DriftFallback>
  </DriftProvider>
);

/** The browser got the server's page; its Drift has come to what it is by the time React hydrates. */
async function hydrate(server: Partial<SessionOptions>, session: Session): Promise<string[]> {
  const container = document.createElement('div');
  container.innerHTML = renderToString(app(page.createSession(server)));
  document.body.append(container);
  const served = container.textContent;
  const complaints = vi.fn();
  await page.does(() => {
    root = hydrateRoot(container, app(session), { onRecoverableError: complaints });
  });
  expect(complaints).not.toHaveBeenCalled();
  return [served, container.textContent];
}

it('hydrates from the server state to a browser where Drift is ready and a user is identified', async () => {
  const session = page.createSession();
  session.setUser(ann);
  session.load();
  await page.does((vendor) => vendor.come());
  expect(await hydrate({}, session)).toEqual(['idle unknown', 'ready identified']);
});

it('goes to that of a browser where Drift was blocked', async () => {
  const session = page.createSession();
  session.setUser(ann);
  session.load();
  await page.does((vendor) => vendor.fail());
  // The provider's load tries again at once.
  expect(await hydrate({}, session)).toEqual(['idle unknown', 'loading identifying']);
});

it('goes to that of a browser where Drift is switched off, which the server did not know', async () => {
  const off = page.createSession({ enabled: false });
  expect(await hydrate({}, off)).toEqual(['idle unknown', 'disabled unknowndisabled']);
});

it('goes to that of a browser where Drift is switched on, and the server had it off', async () => {
  expect(await hydrate({ enabled: false }, page.createSession())).toEqual([
    'idle unknown',
    'loading identifying',
  ]);
});
