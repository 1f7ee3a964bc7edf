/** What is promised, and what proves it: decisions/026. */

/** Oldest and newest of TypeScript, and the one that builds us: the published types are compiled with each. */
export const TYPESCRIPT = ['5.2.2', '6.0.3', '7.0.2'] as const;

/** The oldest Node that `engines` lets in, and the newest of each line. */
export const NODES = ['20.19.0', '20', '22', '24'] as const;

/** What our packages leave to the app to install. */
export const PEERS = {
  react: '19.3.1',
  'react-dom': '19.3.1',
  vue: '3.5.45',
  svelte: '5.57.3',
  '@playwright/test': '1.64.1',
} as const;
