import type { App } from '../protocol';
import type { World } from '../stores/world';

/** Consents as an admin does, without the page. Throws `TypeError` where there is no such app, or it has no redirect URL. */
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

/** The org lets go of an app: every token of it is worth nothing from now on, and it is told so. Throws `TypeError`. */
export function disconnectApp({ apps, grants }: World, appId: string): App {
  grants.endAllOf(appId);
  return apps.disconnect(appId);
}

/** As `disconnectApp`, and the app itself goes. */
export function removeApp({ apps, grants }: World, appId: string): void {
  grants.endAllOf(appId);
  apps.remove(appId);
}
