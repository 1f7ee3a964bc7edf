// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { driftCsp } from './csp';

describe('the directives', () => {
  it('allow the script and the frames from the host with two t', () => {
    const { directives } = driftCsp();
    expect(directives['script-src']).toEqual(['https://js.driftt.com']);
    expect(directives['frame-src']).toContain('https://js.driftt.com');
  });

  it('name exactly what working policies name', () => {
    expect(driftCsp().header.split('; ')).toEqual([
      'script-src https://js.driftt.com',
      'frame-src https://js.driftt.com https://*.drift.com',
      "style-src https://js.driftt.com 'unsafe-inline'",
      'connect-src https://js.driftt.com https://*.drift.com https://*.driftapi.com wss://*.drift.com',
      'img-src https://js.driftt.com https://*.drift.com https://driftt.imgix.net data:',
      'font-src https://js.driftt.com data:',
      'media-src https://js.driftt.com',
    ]);
  });

  it('carry the nonce beside the host', () => {
    expect(driftCsp({ nonce: 'r4nd0m+/==' }).directives['script-src']).toEqual([
      'https://js.driftt.com',
      "'nonce-r4nd0m+/=='",
    ]);
  });

  it.each([
    ['a sandbox', 'http://localhost:4801/', 'http://localhost:4801'],
    ['a proxy under a path', 'https://chat.acme.com/drift', 'https://chat.acme.com'],
    ['a proxy by function', () => 'https://chat.acme.com/d.js', 'https://chat.acme.com'],
    ['a path of the page itself', '/drift', "'self'"],
  ])('allow only the origin of %s', (_, scriptUrl, origin) => {
    const { directives } = driftCsp({ scriptUrl });
    const sources = new Set(Object.values(directives).flat());
    expect(sources).toEqual(new Set([origin, "'unsafe-inline'", 'data:']));
  });
});

describe('beside a policy of your own', () => {
  it('add to its directives, and say each source once', () => {
    const policy = {
      'script-src': ["'self'", 'https://js.driftt.com'],
      'frame-src': ['https://video.example'],
    };
    const { directives } = driftCsp({ policy });
    expect(directives['script-src']).toEqual(["'self'", 'https://js.driftt.com']);
    expect(directives['frame-src']).toEqual([
      'https://video.example',
      'https://js.driftt.com',
      'https://*.drift.com',
    ]);
    expect(policy['frame-src']).toEqual(['https://video.example']);
  });

  it('start from what the browser falls back to', () => {
    const { directives } = driftCsp({
      policy: { 'default-src': ["'self'"], 'child-src': ['https://a.example'] },
    });
    expect(directives['media-src']).toEqual(["'self'", 'https://js.driftt.com']);
    expect(directives['frame-src']).toEqual([
      'https://a.example',
      'https://js.driftt.com',
      'https://*.drift.com',
    ]);
    expect(directives['default-src']).toEqual(["'self'"]);
  });

  it('narrow nothing that the policy leaves open', () => {
    expect(driftCsp({ policy: { 'frame-ancestors': ["'none'"] } }).header).toBe("frame-ancestors 'none'");
  });

  it("take the place of 'none', beside which no source counts", () => {
    const { directives } = driftCsp({ policy: { 'default-src': ["'none'"] } });
    expect(directives['font-src']).toEqual(['https://js.driftt.com', 'data:']);
    expect(directives['default-src']).toEqual(["'none'"]);
  });

  it('reach the directives that count for elements, where the policy has them', () => {
    const { directives } = driftCsp({ policy: { 'script-src-elem': ["'self'"] } });
    expect(directives).toEqual({ 'script-src-elem': ["'self'", 'https://js.driftt.com'] });
  });

  it("allow the loader's Trusted Types policy, where the policy lists such", () => {
    const { directives } = driftCsp({ policy: { 'trusted-types': ["'none'"] } });
    expect(directives).toEqual({ 'trusted-types': ['driftkit'] });
  });

  it('understand the names that helmet takes, and directives without a source', () => {
    const { header } = driftCsp({ policy: { mediaSrc: ["'self'"], upgradeInsecureRequests: [] } });
    expect(header).toBe("media-src 'self' https://js.driftt.com; upgrade-insecure-requests");
  });
});

it.each([
  [{ nonce: '' }, 'nonce'],
  [{ nonce: "a'; script-src *" }, 'nonce'],
  [{ scriptUrl: 'data:text/javascript,1' }, 'scriptUrl'],
  [{ scriptUrl: () => 'https://' }, 'Invalid URL'],
  [{ policy: { 'img-src': ["'self'; script-src *"] } }, 'img-src'],
  [{ policy: { 'img-src': [''] } }, 'img-src'],
])('throws a TypeError for %o', (options, name) => {
  expect(() => driftCsp(options)).toThrow(TypeError);
  expect(() => driftCsp(options)).toThrow(name);
});

describe('a policy as other tools write it', () => {
  it.each<[string, string | Iterable<string>, string[]]>([
    ['one source as a string', "'self'", ["'self'"]],
    [
      'several sources in one string',
      "  'self' https://a.example\n data: ",
      ["'self'", 'https://a.example', 'data:'],
    ],
    ['a list', ["'self'", 'data:'], ["'self'", 'data:']],
    ['a Set', new Set(["'self'"]), ["'self'"]],
    ['an empty string', '', []],
    ['an empty list', [], []],
  ])('may hold %s', (_, sources, expected) => {
    expect(driftCsp({ policy: { 'worker-src': sources } }).directives).toEqual({ 'worker-src': expected });
    expect(driftCsp({ policy: { scriptSrc: sources } }).directives['script-src']).toEqual([
      ...expected,
      'https://js.driftt.com',
    ]);
  });

  it('may spell a directive in both ways: neither is lost', () => {
    const policy = { scriptSrc: "'self'", 'script-src': ['https://a.example'] };
    expect(driftCsp({ policy }).directives['script-src']?.slice(0, 2)).toEqual([
      "'self'",
      'https://a.example',
    ]);
  });

  it.each<[string, unknown, string]>([
    ['null', null, 'null'],
    ['undefined', undefined, 'undefined'],
    ['a function', () => "'self'", 'a function'],
    ['a number', 1, '1'],
    ['false', false, 'false'],
    ['an object', { self: true }, 'an object'],
    ['a promise', Promise.resolve("'self'"), 'an object'],
    ['a symbol', Symbol('x'), 'a symbol'],
    ['a list with a function', ["'self'", () => "'nonce-x'"], 'a function'],
    ['a list with null', ["'self'", null], 'null'],
    ['a list with an empty string', [''], '""'],
    ['a list with two sources in one item', ["'self' data:"], '"\'self\' data:"'],
    ['a string that ends the directive', "'self'; report-uri https://evil.example", "self';"],
    ['a string with a comma', "'self', data:", ','],
    ['a Map', new Map([['a', 'b']]), 'an array'],
  ])('is refused with the value and the directive where it holds %s', (_, sources, shown) => {
    for (const name of ['script-src', 'scriptSrc', 'worker-src']) {
      const act = (): unknown => driftCsp({ policy: { [name]: sources as string } });
      expect(act).toThrow(TypeError);
      expect(act).toThrow(`policy["${name}"]`);
      expect(act).toThrow(shown);
    }
  });

  it.each([null, "default-src 'self'", ["'self'"], 1, () => ({})])('is refused where it is %o', (policy) => {
    expect(() => driftCsp({ policy: policy as never })).toThrow(
      /driftCsp: policy is .*an object of directives/,
    );
  });

  it.each(['script src', 'script-src;', '0', ''])('is refused with the directive "%s"', (name) => {
    expect(() => driftCsp({ policy: { [name]: "'self'" } })).toThrow(/names of directives/);
  });

  it.each([null, 1, {}, ''])('is refused with the nonce %o', (nonce) => {
    expect(() => driftCsp({ nonce: nonce as string })).toThrow(/nonce is .*Base64/);
  });
});
