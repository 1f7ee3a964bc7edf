import { madeFor, NOBODY } from './judge';
import type { Kit } from './page-globals';
import type { Site } from './site';
import type { Tab } from './tab';

// What an app does on a page of the test site, in as few words as tests need.

type SessionOptions = Parameters<Kit['session']>[0];

/** Opens a page whose app knows nothing yet of who is here; Drift may load. */
export async function openApp(tab: Tab, address: string, options: SessionOptions = {}): Promise<void> {
  await tab.goto(address);
  await tab.evaluate((given) => kit.session(given).load(), options);
}

/** The app says who is here, and makes a call for them in the same breath. */
export function state(tab: Tab, person: string, detail = ''): Promise<void> {
  return tab.evaluate(
    ([id, nobody, event]) => {
      chat.setUser(id === nobody ? null : { id, name: id });
      chat.track(event);
    },
    [person, NOBODY, madeFor(person, detail)] as const,
  );
}

/** The person has logged in to the app (or out of it), and the app says so to the widget. */
export function become(tab: Tab, site: Site, person: string, detail = ''): Promise<void> {
  site.tokens.loggedIn = person === NOBODY ? null : person;
  return state(tab, person, detail);
}
