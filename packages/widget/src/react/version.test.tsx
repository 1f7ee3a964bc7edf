import { version } from 'react';
import { version as domVersion } from 'react-dom';
import { expect, it } from 'vitest';

declare const process: { env: Record<string, string | undefined> };

it('runs on the React that this project of the tests names', () => {
  const major = process.env['REACT_MAJOR'] ?? '19';
  expect([version, domVersion].map((each) => each.split('.')[0])).toEqual([major, major]);
});
