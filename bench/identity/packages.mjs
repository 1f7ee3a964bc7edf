// The bench stands outside the workspace's packages, so it borrows what it needs from identity-server, itself included:
// the built files, as a user gets them.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(new URL('../../packages/identity-server/package.json', import.meta.url));

export const load = (name) => import(pathToFileURL(require.resolve(name)).href);
