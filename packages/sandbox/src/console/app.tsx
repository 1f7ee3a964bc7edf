import type { VNode } from 'preact';
import { useMemo, useEffect, useState } from 'preact/hooks';
import { AppsView } from './apps/apps-view';
import { ContactView } from './contact/contact-view';
import { createControl } from './control';
import type { Control } from './control';
import { Header } from './header';
import { IdentityView } from './identity/identity-view';
import { useBrowserRows } from './identity/use-browser-rows';
import { InboxView } from './inbox/inbox-view';
import type { Picture } from './live/live-state';
import { useLiveState } from './live/use-live-state';
import type { Route } from './route';
import { SwitchesView } from './switches/switches-view';
import { parseRoute } from './route';
import type { BrowserRow } from './model/browser-rows';
import { waitingCount } from './model/inbox';

/** The whole console. `origin` is where the sandbox is, as `http://127.0.0.1:4100`. */
export function App({ origin }: { origin: string }): VNode {
  const [{ connection, picture }, retryNow] = useLiveState(origin);
  const control = useMemo(() => createControl(origin), [origin]);
  const route = useRoute();
  return (
    <div class={`console is-${connection.status}`}>
      <a class="skip" href="#main" onClick={skip}>
        Skip to the content
      </a>
      <Header picture={picture} connection={connection} route={route} retryNow={retryNow} />
      <main id="main" tabIndex={-1}>
        {picture ? (
          <View picture={picture} route={route} control={control} />
        ) : (
          <p class="quiet loading">Asking the sandbox what it knows …</p>
        )}
      </main>
    </div>
  );
}

interface ViewProps {
  picture: Picture;
  route: Route;
  control: Control;
}

function View({ picture, route, control }: ViewProps): VNode {
  const rows = useBrowserRows(picture);
  useTitle(picture, rows);
  // What a person has open, filtered or half written is of an epoch; the switches are not.
  const { epoch } = picture;
  switch (route.view) {
    case 'identity':
      return <IdentityView key={epoch} picture={picture} rows={rows} aid={route.aid} control={control} />;
    case 'contact':
      return (
        <ContactView
          key={`${epoch}/${route.contactId}`}
          picture={picture}
          rows={rows}
          contactId={route.contactId}
          control={control}
        />
      );
    case 'inbox':
      return (
        <InboxView key={epoch} picture={picture} conversationId={route.conversationId} control={control} />
      );
    case 'apps':
      return <AppsView key={epoch} picture={picture} appId={route.appId} control={control} />;
    case 'switches':
      return <SwitchesView picture={picture} control={control} />;
  }
}

// The fragment is the route's, so the link may not change it.
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const onHashChange = (): void => setRoute(parseRoute(location.hash));
    addEventListener('hashchange', onHashChange);
    return () => removeEventListener('hashchange', onHashChange);
  }, []);
  return route;
}

/** The tab says at a glance who this browser is, and how many visitors wait. */
function useTitle(picture: Picture, [newest]: readonly BrowserRow[]): void {
  const waiting = waitingCount(picture);
  const who = newest ? (newest.persona?.name ?? 'Nobody') : 'Nobody yet';
  useEffect(() => {
    document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${who} · Drift sandbox`;
  }, [who, waiting]);
}
