import type { VNode } from 'preact';
import type { App } from '../../protocol';
import type { AppChanges, Control } from '../control';
import type { Picture } from '../live/live-state';
import { Failure } from '../parts/failure';
import { useTurn } from '../parts/use-turn';
import { AppConnection } from './app-connection';
import { AppConsent } from './app-consent';
import { AppDeliveries } from './app-deliveries';
import { AppWebhooks } from './app-webhooks';
import { grantsOf } from './grants-of';

export interface AppPageProps {
  app: App;
  picture: Picture;
  control: Control;
}

/** One app: its token and scopes, its webhooks and what became of them, and how it is let in. */
export function AppPage({ app, picture, control }: AppPageProps): VNode {
  const [failure, turn] = useTurn();
  const grants = grantsOf(picture, app.id);
  const change = (changes: AppChanges): Promise<void> => {
    const done = control.changeApp(app.id, changes);
    turn(done);
    return done.catch(() => undefined);
  };
  const panel = { app, control, turn, change };
  return (
    <div class="app-page">
      <Failure failure={failure} />
      <AppConnection {...panel} grants={grants} apiUrl={picture.apiUrl} />
      <AppWebhooks {...panel} grants={grants} />
      <AppDeliveries {...panel} picture={picture} />
      <AppConsent {...panel} grants={grants} url={picture.url} apiUrl={picture.apiUrl} />
    </div>
  );
}
