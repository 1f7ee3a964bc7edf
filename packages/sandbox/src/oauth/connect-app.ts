import type { App } from '../protocol';
import type { World } from '../stores/world';

/** Consents as an admin does, without the page. Throws `TypeError` when the app does not exist or has no redirect URL. */
export function authorizeApp({ apps, grants }: World, appId: string): { code: string; redirectUri: string } {
  const app = apps.get(appId);
  if (!app) throw new TypeError(`There is no app ${JSON.stringify(appId)}.`);
  const { redirectUri } = app;
  if (redirectUri === null)
    throw new TypeError(
      `The app "${app.name}" has no redirectUri: apps.update(id, { redirectUri }) sets it.`,
    );
  return { code: grants.issueCode(app, redirectUri), redirectUri };
}

/** Disconnects an app: all its tokens stop working, and the app hears `app_disconnected`. Throws `TypeError` for an unknown app. */
export function disconnectApp({ apps, grants }: World, appId: string): App {
  grants.endAllOf(appId);
  return apps.disconnect(appId);
}

/** Disconnects an app and removes it. */
export function removeApp({ apps, grants }: World, appId: string): void {
  grants.endAllOf(appId);
  apps.remove(appId);
}
