import type { VNode } from 'preact';
import type { App } from '../../protocol';
import type { Picture } from '../live/live-state';
import { scopesOf } from '../model/apps';
import { shownText } from '../model/shown-text';
import { Panel } from '../parts/panel';
import { linkTo } from '../route';
import { grantsOf } from './grants-of';

export interface AppListProps {
  apps: readonly App[];
  picture: Picture;
  current: string | null;
  onCreate: () => void;
}

export function AppList({ apps, picture, current, onCreate }: AppListProps): VNode {
  return (
    <Panel
      title="Apps"
      name="app-list"
      aside={
        <button type="button" class="button is-small" onClick={onCreate}>
          New app
        </button>
      }
    >
      <ul class="rows">
        {apps.map((app) => (
          <li key={app.id}>
            <a
              class="row"
              href={linkTo({ view: 'apps', appId: app.id })}
              aria-current={app.id === current ? 'true' : undefined}
            >
              <span class="row-text">
                <span class="row-name">{shownText(app.name, 100)}</span>
                <span class="row-detail">
                  {scopesOf(app, grantsOf(picture, app.id)) ? (
                    <span class="presence is-online">connected</span>
                  ) : (
                    <span class="presence">not connected</span>
                  )}
                  {app.requestUrl !== null && <span>{eventCount(app.events.length)}</span>}
                </span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function eventCount(count: number): string {
  return count === 1 ? '1 event' : `${count} events`;
}
