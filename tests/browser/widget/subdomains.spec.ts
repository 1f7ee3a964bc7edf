import { become, openApp, state } from './app';
import { expect, test } from './fixtures';
import { ANN, BOB, expectTheLaws, lands, NOBODY, reached } from './judge';
import { cookie } from './on-page';

// A marketing site and an app on two subdomains; and two sites that have nothing to do with each other.

const WWW = 'www.site.localhost';
const APP = 'app.site.localhost';
const config = { cookieDomain: '.site.localhost' };

test.afterEach(({ sandbox }) => expectTheLaws(sandbox));

test.describe('two subdomains of one site', () => {
  test('share the visitor, the login and the logout', async ({ page, site, sandbox }) => {
    await openApp(page, site.page({ host: WWW }), { config });
    await become(page, site, NOBODY, 'on www');
    const visitor = await lands(sandbox, NOBODY, 'on www');

    await openApp(page, site.page({ host: APP }), { config });
    await become(page, site, ANN, 'on app');
    expect(await lands(sandbox, ANN, 'on app')).toMatchObject({ externalId: ANN, aid: visitor.aid });

    await openApp(page, site.page({ host: WWW }), { config });
    await state(page, ANN, 'on www');
    expect(await lands(sandbox, ANN, 'on www')).toMatchObject({ externalId: ANN, aid: visitor.aid });

    const { lastSeq } = sandbox.ledger;
    await become(page, site, NOBODY, 'after the logout');
    const next = await lands(sandbox, NOBODY, 'after the logout');
    expect(next.aid).not.toBe(visitor.aid);
    await openApp(page, site.page({ host: APP }), { config });
    await become(page, site, NOBODY, 'on app');
    expect(await lands(sandbox, NOBODY, 'on app')).toMatchObject({ externalId: null, aid: next.aid });
    expect(reached(sandbox, ANN, lastSeq)).toEqual([]);
  });

  test(
    'share the person where the other page knows of no logins',
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      sandbox.configure({ signedIdentities: 'disabled' });
      await openApp(page, site.page({ host: APP }), { config });
      await become(page, site, ANN);
      const { aid } = await lands(sandbox, ANN);
      await page.goto(site.page({ host: WWW }));
      await page.evaluate((given) => {
        kit.drift({ config: given }).load();
        chat.track('made for user_ann on www');
      }, config);
      expect(await lands(sandbox, ANN, 'on www')).toMatchObject({ externalId: ANN, aid });
    },
  );

  test(
    'share the marker: who comes next on the other one is not taken for the first',
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      await openApp(page, site.page({ host: APP }), { config });
      await become(page, site, ANN);
      const { aid } = await lands(sandbox, ANN);
      const { lastSeq } = sandbox.ledger;
      await openApp(page, site.page({ host: WWW }), { config });
      await become(page, site, BOB);
      const call = await lands(sandbox, BOB);
      expect(call).toMatchObject({ externalId: BOB });
      expect(call.aid).not.toBe(aid);
      expect(reached(sandbox, ANN, lastSeq)).toEqual([]);
      expect((await page.context().cookies()).map(({ value }) => value)).not.toContain(ANN);
    },
  );

  test('a cookie of the host alone does not survive beside the forgotten one of the domain', async ({
    page,
    site,
    sandbox,
  }) => {
    await openApp(page, site.page({ host: WWW }));
    await become(page, site, ANN, 'on the host alone');
    const { aid } = await lands(sandbox, ANN, 'on the host alone');
    await openApp(page, site.page({ host: WWW }), { config });
    await state(page, ANN, 'on the domain');
    await lands(sandbox, ANN, 'on the domain');
    await become(page, site, NOBODY);
    const next = await lands(sandbox, NOBODY);
    expect(next.aid).not.toBe(aid);
    const values = (await page.context().cookies()).map(({ value }) => value);
    expect(values).not.toContain(aid);
    expect(values).not.toContain(ANN);
  });
});

test('the marker follows cookieDomain: two apps below one domain do not touch each other', async ({
  page,
  site,
  sandbox,
}) => {
  const east = site.page({ host: 'www.east.site.localhost' });
  const west = site.page({ host: 'www.west.site.localhost' });
  await openApp(page, west, { config: { cookieDomain: '.west.site.localhost' } });
  await become(page, site, NOBODY, 'in the west');
  const { aid } = await lands(sandbox, NOBODY, 'in the west');
  await openApp(page, east, { config: { cookieDomain: '.east.site.localhost' } });
  await become(page, site, ANN);
  await lands(sandbox, ANN);
  const domains = (await page.context().cookies()).map(({ domain }) => domain);
  expect(new Set(domains)).toEqual(new Set(['.west.site.localhost', '.east.site.localhost']));
  await openApp(page, west, { config: { cookieDomain: '.west.site.localhost' } });
  await become(page, site, NOBODY, 'back in the west');
  expect(await lands(sandbox, NOBODY, 'back in the west')).toMatchObject({ aid });
});

test('two unrelated sites share nothing', { tag: '@long' }, async ({ page, site, sandbox }) => {
  await openApp(page, site.page({ host: 'www.acme.localhost' }), {
    config: { cookieDomain: '.acme.localhost' },
  });
  await become(page, site, ANN);
  const { aid } = await lands(sandbox, ANN);

  await openApp(page, site.page({ host: 'www.other.localhost' }), {
    config: { cookieDomain: '.other.localhost' },
  });
  expect(await cookie(page, 'drift_aid')).toBeUndefined();
  await become(page, site, NOBODY);
  const call = await lands(sandbox, NOBODY);
  expect(call).toMatchObject({ externalId: null });
  expect(call.aid).not.toBe(aid);

  await openApp(page, site.page({ host: 'www.acme.localhost' }), {
    config: { cookieDomain: '.acme.localhost' },
  });
  await become(page, site, ANN, 'again');
  expect(await lands(sandbox, ANN, 'again')).toMatchObject({ externalId: ANN, aid });
});
