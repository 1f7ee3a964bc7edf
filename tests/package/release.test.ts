import { expect, it } from 'vitest';
import { addressesOf, missingIn, packages } from '../../scripts/release-check.mjs';

const api = packages().find(({ name }) => name === 'api')!;
const ADDRESS = 'https://github.com/acme/driftkit';

it.each(packages())(
  'the package $name lacks nothing for a release but the address',
  ({ name, path, manifest }) => {
    const addressed = { ...manifest, ...addressesOf(ADDRESS, name) };
    expect(missingIn({ name, path, manifest: addressed })).toEqual([]);
  },
);

it('names each field that a release lacks', () => {
  const missing = missingIn({ name: 'api', path: api.path, manifest: { name: '@acme/api', keywords: [] } });
  expect(missing).toContain('@acme/api has no keywords.');
  expect(missing).toContain('@acme/api has no repository.');
  expect(missing).toContain('@acme/api does not say its sideEffects.');
});

it('names the folder of another package', () => {
  const manifest = { ...api.manifest, ...addressesOf(ADDRESS, 'somewhere') };
  expect(missingIn({ ...api, manifest })).toEqual([
    '@driftkit/api: repository.directory is "packages/somewhere", not packages/api.',
  ]);
});
