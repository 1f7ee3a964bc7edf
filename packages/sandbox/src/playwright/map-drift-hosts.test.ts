import { expect, test } from 'vitest';
import { halfFor } from './map-drift-hosts';

const sandbox = { url: 'http://127.0.0.1:4100', apiUrl: 'http://127.0.0.1:4110' };

test.each(['driftapi.com', 'api.drift.com'])('%s is answered by the REST half', (host) => {
  expect(halfFor(host, sandbox)).toBe(sandbox.apiUrl);
});

test.each(['js.driftt.com', 'bootstrap.driftapi.com', 'event.api.drift.com', 'widget.drift.com'])(
  '%s is answered by the browser half',
  (host) => {
    expect(halfFor(host, sandbox)).toBe(sandbox.url);
  },
);
