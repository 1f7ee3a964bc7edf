import { beforeEach, expect, test, vi } from 'vitest';
import type { BrowserStore } from './browser-store';
import { createBrowserStore } from './browser-store';
import type { ContactStore } from './contact-store';
import { createContactStore } from './contact-store';

let clock: number;
let contacts: ContactStore;
let browsers: BrowserStore;
beforeEach(() => {
  clock = 0;
  const now = (): number => ++clock;
  contacts = createContactStore({ now, onChange: () => undefined });
  browsers = createBrowserStore({ contacts, now, onChange: () => undefined });
});

test('a new browser gets its own anonymous contact, and keeps it', () => {
  const contact = browsers.visit('aid-1');
  expect(contact.externalId).toBeNull();
  expect(browsers.visit('aid-1').id).toBe(contact.id);
  expect(browsers.visit('aid-2').id).not.toBe(contact.id);
});

test('identified, the browser belongs to the contact with that id, and the anonymous one stays behind', () => {
  const anonymous = browsers.visit('aid-1');
  const jane = browsers.associate('aid-1', 'user_1', 'identify');
  expect(browsers.get('aid-1')?.contactId).toBe(jane.id);
  expect(jane.id).not.toBe(anonymous.id);
  expect(contacts.get(anonymous.id)?.externalId).toBeNull();
});

test('the association outlives the visit', () => {
  const jane = browsers.associate('aid-1', 'user_1', 'identify');
  expect(browsers.visit('aid-1').id).toBe(jane.id);
});

test('one person in two browsers is one contact', () => {
  const there = browsers.associate('aid-1', 'user_1', 'identify');
  expect(browsers.associate('aid-2', 'user_1', 'identify').id).toBe(there.id);
});

test('the history tells every association in order, and the same one only once', () => {
  browsers.visit('aid-1');
  browsers.associate('aid-1', 'user_1', 'identify');
  browsers.associate('aid-1', 'user_1', 'cookie');
  browsers.associate('aid-1', 'user_2', 'identify');
  const history = browsers.get('aid-1')?.history ?? [];
  expect(history.map(({ externalId, cause }) => [externalId, cause])).toEqual([
    [null, 'visit'],
    ['user_1', 'identify'],
    ['user_2', 'identify'],
  ]);
  expect(history.map(({ at }) => at)).toEqual([...history.map(({ at }) => at)].sort((a, b) => a - b));
});

test('dissociated, the browser is a new anonymous visitor', () => {
  const jane = browsers.associate('aid-1', 'user_1', 'identify');
  expect(browsers.dissociate('aid-1')).toMatchObject({ externalId: null });
  expect(browsers.visit('aid-1').id).not.toBe(jane.id);
});

test('open pages are counted, never below none', () => {
  browsers.visit('aid-1');
  browsers.pageOpened('aid-1');
  browsers.pageOpened('aid-1');
  browsers.pageClosed('aid-1');
  expect(browsers.get('aid-1')?.openPages).toBe(1);
  browsers.pageClosed('aid-1');
  browsers.pageClosed('aid-1');
  expect(browsers.get('aid-1')?.openPages).toBe(0);
});

test('a page of a browser that was forgotten changes nothing', () => {
  const onChange = vi.fn();
  const empty = createBrowserStore({ contacts, now: () => 0, onChange });
  empty.pageOpened('aid-1');
  expect(onChange).not.toHaveBeenCalled();
});

test('a restored browser is still associated, with its history and no page open', () => {
  browsers.associate('aid-1', 'user_1', 'identify');
  browsers.pageOpened('aid-1');
  const kept = browsers.list();
  const after = createBrowserStore({ contacts, now: () => 0, onChange: () => undefined });
  after.restore(kept);
  expect(after.get('aid-1')).toEqual({ ...kept[0], openPages: 0 });
  expect(after.visit('aid-1').externalId).toBe('user_1');
});

test('a forgotten browser comes back as a new contact', () => {
  const before = browsers.visit('aid-1');
  browsers.forget('aid-1');
  expect(browsers.list()).toEqual([]);
  expect(browsers.visit('aid-1').id).not.toBe(before.id);
});
