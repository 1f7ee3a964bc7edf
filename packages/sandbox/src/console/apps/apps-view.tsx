import type { VNode } from 'preact';
import type { Control } from '../control';
import type { Picture } from '../live/live-state';
import { Failure } from '../parts/failure';
import { useTurn } from '../parts/use-turn';
import { linkTo } from '../route';
import { AppList } from './app-list';
import { AppPage } from './app-page';

export interface AppsViewProps {
  picture: Picture;
  /** Null stands for the first. */
  appId: string | null;
  control: Control;
}

/** The apps of this account, as a developer has them at dev.drift.com. */
export function AppsView({ picture, appId, control }: AppsViewProps): VNode {
  const [failure, turn] = useTurn();
  const apps = [...picture.apps.values()];
  const app = appId === null ? apps[0] : picture.apps.get(appId);
  const create = (): void =>
    turn(control.createApp().then((id) => void (location.hash = linkTo({ view: 'apps', appId: id }))));
  return (
    <div class="apps-view">
      <div class="apps-side">
        <AppList apps={apps} picture={picture} current={app?.id ?? null} onCreate={create} />
        <Failure failure={failure} />
      </div>
      {app ? (
        <AppPage key={app.id} app={app} picture={picture} control={control} />
      ) : (
        <section class="panel empty">
          <h2>{appId === null ? 'There is no app' : 'There is no such app'}</h2>
          <p>An app has a token for the REST API, hears webhooks, and can be let in over OAuth.</p>
        </section>
      )}
    </div>
  );
}
