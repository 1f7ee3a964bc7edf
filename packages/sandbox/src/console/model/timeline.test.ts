import { expect, test } from 'vitest';
import { browserRows } from './browser-rows';
import { browserOf, contactOf, entryOf, pictureOf } from './picture-for-test';
import { timelineOf } from './timeline';

test('a browser tells everybody it has been, newest first, up to its end', () => {
  const jane = contactOf(1002, { externalId: 'user_1', attributes: { name: 'Jane' } });
  const browser = browserOf('aid-1', 1002, {
    history: [
      { at: 1, contactId: 1001, externalId: null, cause: 'visit' },
      { at: 2, contactId: 1002, externalId: 'user_1', cause: 'identify' },
    ],
  });
  const picture = pictureOf({ browsers: [browser], contacts: [contactOf(1001), jane] }, [
    entryOf('reset', 3),
  ]);
  const stations = browserRows(picture, 0).map((row) => timelineOf(row, picture))[0] ?? [];
  expect(stations.map(({ at, persona, by }) => [at, persona?.name, by])).toEqual([
    [3000, undefined, 'by reset'],
    [2, 'Jane', 'by identify'],
    [1, 'Anonymous visitor', 'by a visit'],
  ]);
});
