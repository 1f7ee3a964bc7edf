import { published } from './registry';

export interface Entry {
  /** What people write after `from`. */
  specifier: string;
  package: string;
  /** It can be required where ES modules cannot be. */
  isCommonJs: boolean;
}

/** Every entry of every package, as `exports` has them. */
export const entries: readonly Entry[] = published.flatMap(({ manifest: { name, exports = {} } }) =>
  Object.entries(exports)
    .filter(([path, conditions]) => path !== './package.json' && typeof conditions === 'object')
    .map(([path, conditions]) => ({
      specifier: name + path.slice(1),
      package: name,
      // Svelte itself comes as ES modules alone.
      isCommonJs: 'require' in (conditions as object) && path !== './svelte',
    })),
);
