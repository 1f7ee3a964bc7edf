import type { ContactStore } from './contact-store';
import type { Association, Browser, Contact } from '../protocol';

/** Every `drift_aid` ever seen, and the contact that it is associated with. */
export interface Browsers {
  list(): Browser[];
  get(aid: string): Browser | undefined;
}

export interface BrowserStore extends Browsers {
  /**
   * The contact of this browser. A `drift_aid` not seen before gets an anonymous contact of its own
   * (devdocs: User identification).
   */
  visit(aid: string): Contact;
  /**
   * From now on this browser belongs to the contact with this external id, and to no other
   * (devdocs: drift.identify implementation guide).
   */
  associate(aid: string, externalId: string, cause: 'identify' | 'cookie'): Contact;
  /** The visit starts anonymous, although this browser was associated with a contact. */
  dissociate(aid: string): Contact;
  pageOpened(aid: string): void;
  pageClosed(aid: string): void;
  /** Loads what an earlier run kept, without `onChange`. */
  restore(browsers: readonly Browser[]): void;
  forget(aid: string): void;
  clear(): void;
}

export interface BrowserStoreOptions {
  contacts: ContactStore;
  now: () => number;
  onChange: (browser: Browser) => void;
}

const KEPT_ASSOCIATIONS = 100;

export function createBrowserStore({ contacts, now, onChange }: BrowserStoreOptions): BrowserStore {
  const browsers = new Map<string, Browser>();

  const changed = (browser: Browser): void => {
    browser.lastSeen = now();
    onChange(structuredClone(browser));
  };
  const bind = (aid: string, contact: Contact, cause: Association['cause']): Contact => {
    const { id: contactId, externalId } = contact;
    const association: Association = { at: now(), contactId, externalId, cause };
    const browser = browsers.get(aid) ?? newBrowser(aid, association);
    associateWith(browser, association);
    browsers.set(aid, browser);
    changed(browser);
    return contact;
  };
  const pages = (aid: string, step: 1 | -1): void => {
    const browser = browsers.get(aid);
    if (!browser) return;
    browser.openPages = Math.max(0, browser.openPages + step);
    changed(browser);
  };

  return {
    list: () => structuredClone([...browsers.values()]),
    get: (aid) => structuredClone(browsers.get(aid)),
    visit(aid) {
      const browser = browsers.get(aid);
      const contact = browser && contacts.get(browser.contactId);
      return bind(aid, contact ?? contacts.createAnonymous(aid), 'visit');
    },
    associate: (aid, externalId, cause) => bind(aid, contacts.withExternalId(externalId), cause),
    dissociate: (aid) => bind(aid, contacts.createAnonymous(aid), 'visit'),
    pageOpened: (aid) => pages(aid, 1),
    pageClosed: (aid) => pages(aid, -1),
    restore(kept) {
      // A page that is still open connects again, and is counted then.
      for (const browser of kept) browsers.set(browser.aid, { ...structuredClone(browser), openPages: 0 });
    },
    forget: (aid) => void browsers.delete(aid),
    clear: () => browsers.clear(),
  };
}

function newBrowser(aid: string, association: Association): Browser {
  const { at, contactId } = association;
  return { aid, contactId, firstSeen: at, lastSeen: at, openPages: 0, history: [association] };
}

function associateWith(browser: Browser, association: Association): void {
  if (browser.contactId !== association.contactId)
    browser.history = [...browser.history, association].slice(-KEPT_ASSOCIATIONS);
  browser.contactId = association.contactId;
}
