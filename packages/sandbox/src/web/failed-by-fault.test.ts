import { expect, test } from 'vitest';
import type { Faults } from '../protocol';
import { createSubject } from './web-app-for-test';

const BOOTSTRAP = { aid: 'aid-1', identity: null, cookie: null, url: '' };
const IDENTIFY = { aid: 'aid-1', userId: 'user_1', attributes: {}, when: 'boot' };
const PAGE = { cause: 'call', url: '', title: '', referrer: '', pageName: null };

test.each<[Partial<Faults>, string, object]>([
  [{ boot: 'unreachable' }, 'bootstrap', BOOTSTRAP],
  [{ identify: 'fail' }, 'identify', IDENTIFY],
  [{ track: 'lost' }, 'track', { event: 'Signed up', attributes: {} }],
  [{ track: 'lost' }, 'page', PAGE],
  [{ attributes: 'fail' }, 'attributes', { plan: 'pro' }],
])(
  'under %j, POST /widget/%s fails as a broken server would, and tells nobody',
  async (faults, path, body) => {
    const { post, world } = createSubject({ signedIdentities: 'disabled' });
    const session = world.sessions.open('aid-1', world.browsers.visit('aid-1').id);
    world.faults.set(faults);
    const response = await post(`/widget/${path}`, body, { Authorization: `Bearer ${session.token}` });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: { code: 'failed_on_purpose' } });
    expect(world.contacts.list()).toMatchObject([{ externalId: null, attributes: {}, events: [] }]);
  },
);
