import { describe, expect, test } from 'vitest';
import type { StreamMessage } from '../../protocol';
import { browserOf, contactOf, conversationOf, entryOf, stateOf } from '../model/picture-for-test';
import type { LiveEvent, LiveState, Picture } from './live-state';
import { fold, INITIAL_STATE, KEPT_ENTRIES } from './live-state';
import { NO_FAULTS } from '../../settings/no-faults';

const says = (message: StreamMessage): LiveEvent => ({ type: 'message', message });
const hello = (lastSeq = 0): LiveEvent => says({ type: 'hello', state: stateOf({ lastSeq }) });
const call = (seq: number): LiveEvent => says({ type: 'entry', entry: entryOf('call', seq) });
const after = (...events: LiveEvent[]): LiveState => events.reduce(fold, INITIAL_STATE);
const history = (...seqs: number[]): LiveEvent => ({
  type: 'history',
  entries: seqs.map((seq) => entryOf('call', seq)),
});

function pictureAfter(...events: LiveEvent[]): Picture {
  const { picture } = after(...events);
  if (!picture) throw new Error('The sandbox has not spoken.');
  return picture;
}

const seqs = ({ entries }: Picture): number[] => entries.map(({ seq }) => seq);

describe('the ledger', () => {
  test('begins with its history, whatever the stream says meanwhile', () => {
    expect(seqs(pictureAfter(hello(2), call(3), history(1, 2), call(4)))).toEqual([1, 2, 3, 4]);
  });

  test('has no entry twice where history and stream overlap', () => {
    expect(seqs(pictureAfter(hello(2), call(3), history(1, 2, 3)))).toEqual([1, 2, 3]);
  });

  test('keeps what is on the screen over a reconnection, until the new history is there', () => {
    const before = [hello(1), history(1), call(2)];
    expect(seqs(pictureAfter(...before, hello(3)))).toEqual([1, 2]);
    expect(seqs(pictureAfter(...before, hello(3), history(1, 2, 3)))).toEqual([1, 2, 3]);
  });

  test('drops what a sandbox that was restarted never had', () => {
    const before = [hello(7), history(5, 6, 7)];
    expect(seqs(pictureAfter(...before, hello(1)))).toEqual([]);
    expect(seqs(pictureAfter(...before, hello(1), call(2), history(1)))).toEqual([1, 2]);
  });

  test('keeps the newest entries and no more', () => {
    const many = Array.from({ length: KEPT_ENTRIES }, (_, index) => index + 1);
    const kept = seqs(pictureAfter(hello(KEPT_ENTRIES), history(...many), call(KEPT_ENTRIES + 1)));
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([KEPT_ENTRIES, 2, KEPT_ENTRIES + 1]);
  });
});

describe('after everything was forgotten', () => {
  const known = says({ type: 'contact', contact: contactOf(1001) });
  const cleared = says({ type: 'cleared' });

  test('nothing is left, and the epoch is another', () => {
    const picture = pictureAfter(hello(1), history(1), known, cleared);
    expect([picture.entries, picture.contacts.size, picture.epoch]).toEqual([[], 0, 1]);
  });

  test('a history that was still on its way is of no use', () => {
    expect(seqs(pictureAfter(hello(2), cleared, history(1, 2), call(3)))).toEqual([3]);
  });
});

describe('a record', () => {
  test('replaces the one before it and leaves the others', () => {
    const picture = pictureAfter(
      hello(),
      says({ type: 'browser', browser: browserOf('a', 1001) }),
      says({ type: 'browser', browser: browserOf('b', 1002) }),
      says({ type: 'browser', browser: browserOf('a', 1003) }),
      says({ type: 'conversation', conversation: conversationOf(5001, 1001, []) }),
    );
    expect([...picture.browsers.values()].map(({ aid, contactId }) => [aid, contactId])).toEqual([
      ['a', 1003],
      ['b', 1002],
    ]);
    expect([...picture.conversations.keys()]).toEqual([5001]);
  });

  test('changes nothing that was handed out before', () => {
    const before = after(hello());
    fold(before, says({ type: 'contact', contact: contactOf(1001) }));
    expect(before.picture?.contacts.size).toBe(0);
  });

  test('that a browser was forgotten takes it and its contacts off', () => {
    const picture = pictureAfter(
      hello(),
      says({ type: 'browser', browser: browserOf('aid-1', 1) }),
      says({ type: 'browser', browser: browserOf('aid-2', 2) }),
      says({ type: 'contact', contact: contactOf(1) }),
      says({ type: 'forgotten', aid: 'aid-1', contactIds: [1] }),
    );
    expect([...picture.browsers.keys()]).toEqual(['aid-2']);
    expect(picture.contacts.size).toBe(0);
  });

  test('of settings and faults is the one that holds', () => {
    const faults = { ...NO_FAULTS, script: '404' } as const;
    const settings = { ...stateOf().settings, signedIdentities: 'enabled' } as const;
    const picture = pictureAfter(
      hello(),
      says({ type: 'faults', faults }),
      says({ type: 'settings', settings }),
    );
    expect([picture.faults, picture.settings]).toEqual([faults, settings]);
  });
});

describe('a break', () => {
  test('is told by when it began, and leaves the picture', () => {
    const state = after(hello(1), history(1), { type: 'lost', at: 10 }, { type: 'lost', at: 20 });
    expect(state.connection).toEqual({ status: 'lost', since: 10 });
    expect(state.picture?.entries).toHaveLength(1);
  });

  test('ends with the next hello', () => {
    expect(after({ type: 'lost', at: 10 }, hello()).connection).toEqual({ status: 'live' });
  });
});
