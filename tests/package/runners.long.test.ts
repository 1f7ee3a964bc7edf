import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readBlocks } from '../readme/blocks';
import { createInstalled } from './installed';
import type { Project } from './project';
import { root } from './registry';
import { PEERS } from './versions';

/** The whole test that the documents show: the first block of the fake's README. */
const DOCUMENTED = readBlocks(join(root, 'packages/widget/src/testing/README.md'))[0]?.code ?? '';

const COMPONENT = `
  import { act, createElement } from 'react';
  import { createRoot } from 'react-dom/client';
  import { createSession } from '@driftkit/widget';
  import { DriftProvider, useDriftState } from '@driftkit/widget/react';
  import { createFakeDrift } from '@driftkit/widget/testing';

  it('renders a component that knows whether chat is there', async () => {
    globalThis.IS_REACT_ACT_ENVIRONMENT = true;
    const fake = createFakeDrift();
    const drift = createSession({ embedId: 'abcdefgh1234' });
    const Status = () => createElement('p', null, useDriftState().status);
    const place = document.body.appendChild(document.createElement('div'));
    const user = { id: 'user_1' };
    await act(() => createRoot(place).render(createElement(DriftProvider, { drift, user }, createElement(Status))));
    await act(() => drift.ready);
    expect(place.textContent).toBe('ready');
    expect(fake.contact).toBe('user_1');
    fake.uninstall();
  });`;

const SERVER = `
  import { createClient, DriftApiError } from '@driftkit/api';
  import { createFakeApi } from '@driftkit/api/testing';
  import { signUserJwt, verifyUserJwt } from '@driftkit/identity-server';

  const secret = 'a-secret-of-at-least-32-characters';
  it('signs a token, and reads it', async () => {
    const { claims } = await verifyUserJwt(await signUserJwt({ userId: 'user_1', secret }), { secret });
    expect(claims.sub).toBe('user_1');
  });
  it('tells an error of the client by its class and its code', async () => {
    const fetch = async () => new Response('{}', { status: 404 });
    const error = await createClient({ accessToken: 'token', fetch }).contacts.get('1').catch((error) => error);
    expect([error instanceof DriftApiError, error.code, typeof createFakeApi]).toEqual([true, 'not_found', 'function']);
  });`;

let project: Project;
let dispose: () => Promise<void>;
beforeAll(async () => {
  ({ project, dispose } = await createInstalled({ ...PEERS, ...TOOLS }));
  project.write(FILES);
});
afterAll(() => dispose?.());

it('jest with jsdom and babel runs the documented test, a component and a server', async () => {
  const printed = await project.run('jest', ['--ci']);
  expect(printed).toMatch(/Test Suites: 3 passed, 3 total/);
  expect(printed).toMatch(/Tests: +6 passed, 6 total/);
});

it.each(['happy-dom', 'jsdom'])('vitest with %s runs the same', async (environment) => {
  const printed = await project.run('vitest', ['run', '--environment', environment, '--no-color']);
  expect(printed).toMatch(/Test Files +3 passed \(3\)/);
  expect(printed).toMatch(/Tests +6 passed \(6\)/);
});

const TOOLS = {
  jest: '30.5.2',
  'jest-environment-jsdom': '30.5.2',
  '@babel/preset-env': '^7.29.0',
  '@babel/preset-typescript': '^7.28.0',
  vitest: '4.1.12',
  'happy-dom': '20.14.6',
  jsdom: '26.1.0',
};

const FOR_JEST = DOCUMENTED.replace(/^import .* from 'vitest';$/m, '')
  .replaceAll('vi.spyOn', 'jest.spyOn')
  .replaceAll('mockReturnValue()', 'mockReturnValue(undefined)');
const IN_NODE = '/** @jest-environment node */\n';
const FROM_VITEST = "import { expect, it } from 'vitest';\n";

const FILES: Record<string, string> = {
  'babel.config.cjs': `module.exports = {
    presets: [['@babel/preset-env', { targets: { node: 'current' } }], '@babel/preset-typescript'] };`,
  'jest.config.cjs': `module.exports = { testEnvironment: 'jsdom', testMatch: ['**/jest/*.test.ts'] };`,
  'vitest.config.mjs': `export default { test: { include: ['vitest/*.test.ts'] } };`,
  'jest/documented.test.ts': FOR_JEST,
  'jest/component.test.ts': COMPONENT,
  'jest/server.test.ts': IN_NODE + SERVER,
  'vitest/documented.test.ts': DOCUMENTED,
  'vitest/component.test.ts': FROM_VITEST + COMPONENT,
  'vitest/server.test.ts': `// @vitest-environment node\n${FROM_VITEST}${SERVER}`,
};
