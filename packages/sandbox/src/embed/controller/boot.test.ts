import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SandboxOptions } from '../../settings/options';
import { signFor } from '../../visitor/sign-for-test';
import type { Call, HostIdentity } from '../frame-messages';
import type { Booted } from './boot';
import { boot } from './boot';
import { createCaller } from './caller';
import type { Bench } from './context-for-test';
import { createBench } from './context-for-test';

let bench: Bench;
let giveUserJwt: (jwt: string) => void;
function setUp(options: SandboxOptions = {}): void {
  bench = createBench(options);
}
beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue();
  setUp();
});

afterEach(() => void vi.restoreAllMocks());

const page = { url: 'http://localhost/', title: '', referrer: '', locale: 'en' };
const made = (method: string, ...args: unknown[]): Call => ({ method, args, page });
const nobody: HostIdentity = {
  aid: 'aid-1',
  cookie: null,
  calls: [],
  late: null,
  config: {},
  visibility: null,
  chatWasOpen: false,
  afterReset: false,
  page,
};
function begin(host: Partial<HostIdentity>): Promise<Booted> {
  const nextUserJwt = new Promise<string>((resolve) => (giveUserJwt = resolve));
  const { context } = bench;
  return boot({ host: { ...nobody, ...host }, context, caller: createCaller(context), nextUserJwt });
}
const types = (): string[] => bench.world.ledger.entries().map(({ type }) => type);

test('an identify before boot goes first, and the visit is born as that contact', async () => {
  const userJwt = await signFor(bench.world, 'user_1');
  expect(await begin({ calls: [made('identify', 'user_1', { plan: 'pro' }, { userJwt })] })).toBe('ready');
  expect(types()).toEqual(['call', 'identify', 'bootstrap']);
  expect(bench.world.ledger.entries({ type: 'bootstrap' })).toMatchObject([{ bornAs: 'identified' }]);
  expect(bench.identified).toHaveBeenCalledWith('user_1', userJwt);
});

test('a refused identify refuses the boot, and leaves no id behind', async () => {
  expect(await begin({ calls: [made('identify', 'user_1')] })).toBe('refused');
  expect(bench.identified).not.toHaveBeenCalled();
});

test('a token in another place than the third argument does not count', async () => {
  const userJwt = await signFor(bench.world, 'user_1');
  expect(await begin({ calls: [made('identify', 'user_1', { userJwt })] })).toBe('refused');
});

test('an identify with invalid arguments identifies no contact', async () => {
  expect(await begin({ calls: [made('identify', 5)] })).toBe('ready');
  expect(bench.world.ledger.entries({ type: 'bootstrap' })).toMatchObject([{ bornAs: 'anonymous' }]);
});

test('of several identify calls the last one counts', async () => {
  setUp({ signedIdentities: 'disabled' });
  await begin({ calls: [made('identify', 'user_1'), made('identify', 'user_2')] });
  expect(bench.world.ledger.entries({ type: 'identify' }).map(({ userId }) => userId)).toEqual(['user_2']);
});

test('waitForUserJwt holds the boot until setUserJwt', async () => {
  const calls = [made('waitForUserJwt'), made('identify', 'user_1')];
  const born = begin({ calls });
  await vi.waitFor(() => expect(types()).toEqual(['call', 'call']));
  giveUserJwt(await signFor(bench.world, 'user_1'));
  expect(await born).toBe('ready');
});

test('show, hide, config and an open chat of the page before are there from the start', async () => {
  await begin({ config: { verticalOffset: 30 }, visibility: 'hide', chatWasOpen: true });
  expect(bench.context.store.state).toMatchObject({
    config: { verticalOffset: 30 },
    widgetVisible: false,
    chatOpen: false,
  });
  setUp();
  await begin({ chatWasOpen: true });
  expect(bench.context.store.state.chatOpen).toBe(true);
});

test('an identify that came too late for the boot goes to the session that was ending', async () => {
  setUp({ signedIdentities: 'disabled' });
  const jane = bench.world.browsers.associate('old-aid', 'user_1', 'identify');
  await begin({
    afterReset: true,
    late: { aid: 'old-aid', call: made('identify', 'user_2', { plan: 'pro' }) },
  });
  expect(bench.world.contacts.get(jane.id)?.attributes).toEqual({ plan: 'pro' });
  expect(bench.world.ledger.entries({ type: 'bootstrap' })).toMatchObject([
    { aid: 'aid-1', bornAs: 'anonymous' },
  ]);
});
