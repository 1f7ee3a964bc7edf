import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entries } from './entries';
import { createInstalled } from './installed';
import { installNodes } from './nodes';
import type { Node } from './nodes';
import type { Project } from './project';
import { NODES, PEERS } from './versions';

let project: Project;
let nodes: Node[];
const disposers: (() => Promise<void>)[] = [];
beforeAll(async () => {
  const installed = await createInstalled(PEERS);
  project = installed.project;
  const others = await installNodes();
  nodes = others.nodes;
  disposers.push(installed.dispose, others.dispose);
  project.write(FILES);
});
afterAll(() => Promise.all(disposers.map((dispose) => dispose())));

const required = entries.filter(({ isCommonJs }) => isCommonJs).map(({ specifier }) => specifier);
const imported = entries.map(({ specifier }) => specifier);
const SECRET = 'a-secret-of-at-least-32-characters';

const FILES: Record<string, string> = {
  'import.mjs': `
    for (const name of ${JSON.stringify(imported)})
      console.log(name, Object.keys(await import(name)).filter((key) => key !== 'default').length > 0);`,
  'require.cjs': `
    for (const name of ${JSON.stringify(required)}) console.log(name, Object.keys(require(name)).length > 0);`,
  'require-all.cjs': `
    for (const name of ${JSON.stringify(imported)}) console.log(name, Object.keys(require(name)).length > 0);`,
  // A whole round: a local Drift, a signed person, a contact that the client reads, and a page that is rendered.
  'round.mjs': `
    import { createElement } from 'react';
    import { renderToString } from 'react-dom/server';
    import { createClient } from '@driftkit/api';
    import { createIdentityHandler, verifyUserJwt } from '@driftkit/identity-server';
    import { createSandbox } from '@driftkit/sandbox';
    import { createSession } from '@driftkit/widget';
    import { DriftProvider, useDriftState } from '@driftkit/widget/react';
    const sandbox = await createSandbox();
    const client = createClient({ accessToken: sandbox.accessToken, baseUrl: sandbox.apiUrl });
    const { id } = await client.contacts.create({ email: 'jane@acme.com' });
    console.log((await client.contacts.get(id)).attributes.email);
    await sandbox.close();
    const secret = '${SECRET}';
    const handle = createIdentityHandler({ secret, getUser: () => ({ id: 'user_1' }) });
    const { userJwt } = await (await handle(new Request('http://localhost/'))).json();
    console.log((await verifyUserJwt(userJwt, { secret })).claims.sub);
    const drift = createSession({ embedId: 'abcdefgh1234' });
    const Status = () => createElement('p', null, useDriftState().status);
    console.log(renderToString(createElement(DriftProvider, { drift, user: null }, createElement(Status))));`,
};

const all = (names: readonly string[]): string => names.map((name) => `${name} true\n`).join('');

describe.each(NODES.map((version, index) => ({ version, index })))('on Node $version', ({ index }) => {
  /** Skips, and says why, where this version cannot be had. */
  const nodeOr = (skip: (note: string) => never): string => {
    const { program, version, why } = nodes[index]!;
    return program ?? skip(`No Node ${version} for this machine in the registry: ${why}`);
  };

  it('every entry is imported', async ({ skip }) => {
    expect(await project.run(nodeOr(skip), ['import.mjs'])).toBe(all(imported));
  });

  it('every entry with a CommonJS build is required where ES modules cannot be', async ({ skip }) => {
    const args = ['--no-experimental-require-module', 'require.cjs'];
    expect(await project.run(nodeOr(skip), args)).toBe(all(required));
  });

  it('the others are required too, as Node has it since 20.19', async ({ skip }) => {
    expect(await project.run(nodeOr(skip), ['--no-warnings', 'require-all.cjs'])).toBe(all(imported));
  });

  it('a contact is made and read, a token is signed, and a page is rendered', async ({ skip }) => {
    const printed = await project.run(nodeOr(skip), ['round.mjs']);
    expect(printed).toBe('jane@acme.com\nuser_1\n<p>idle</p>\n');
  });

  it('the commands say what they can do', async ({ skip }) => {
    const node = nodeOr(skip);
    const manifestOf = createRequire(`${project.directory}/package.json`);
    for (const name of ['sandbox', 'sync', 'identity-server']) {
      const { bin } = manifestOf(`@driftkit/${name}/package.json`) as { bin: Record<string, string> };
      for (const [command, path] of Object.entries(bin))
        expect(await project.run(node, [`node_modules/@driftkit/${name}/${path}`, '--help'])).toContain(
          command,
        );
    }
  });
});
