/**
 * Drift's snippet in its versions, rebuilt from public descriptions; not a line is Drift's own. What differs between them is
 * which methods the stub has, and how it notices that it stands twice on a page.
 */

const METHODS_020 = ['identify', 'track', 'reset', 'debug', 'show', 'ping', 'page', 'hide', 'off', 'on'];
const METHODS_031 = [
  'identify',
  'config',
  'track',
  'reset',
  'debug',
  'show',
  'ping',
  'page',
  'hide',
  'off',
  'on',
];

export const DRIFT_HOST = 'https://js.driftt.com';

const STUB = (methods: readonly string[], host: string): string => `
  shared.invoked = true;
  shared.methods = ${JSON.stringify(methods)};
  shared.factory = function (name) {
    return function () {
      var entry = Array.prototype.slice.call(arguments);
      entry.unshift(name);
      shared.push(entry);
      return shared;
    };
  };
  shared.methods.forEach(function (name) { shared[name] = shared.factory(name); });
  shared.load = function (id) {
    var bucket = Math.ceil(Date.now() / 300000) * 300000;
    var script = document.createElement('script');
    script.type = 'text/javascript';
    script.async = true;
    script.crossorigin = 'anonymous';
    script.src = '${host}/include/' + bucket + '/' + id + '.js';
    var first = document.getElementsByTagName('script')[0];
    first.parentNode.insertBefore(script, first);
  };`;

const TWICE = `window.console && console.error && console.error('Drift snippet included twice.')`;

/** Version 0.3.1, the newest and by far the most common. */
export const snippet = (host: string, embedId: string): string => `
  'use strict';
  (function () {
    var shared = (window.driftt = window.drift = window.driftt || []);
    if (!shared.init) {
      if (shared.invoked) { return void (${TWICE}); }
      ${STUB(METHODS_031, host)}
    }
  })();
  drift.SNIPPET_VERSION = '0.3.1';
  drift.load('${embedId}');`;

/** Versions 0.2.0 (no `config`) and 0.3.0, in which the check for a second copy is one expression. */
export const olderSnippet = (version: '0.2.0' | '0.3.0', host: string, embedId: string): string => `
  !function () {
    var shared = window.driftt = window.drift = window.driftt || [];
    return shared.init ? void 0 : shared.invoked
      ? void (${TWICE})
      : void (function () { ${STUB(version === '0.2.0' ? METHODS_020 : METHODS_031, host)} })();
  }();
  drift.SNIPPET_VERSION = '${version}';
  drift.load('${embedId}');`;

/** In the style of Segment's loader: stubs that return nothing, no `load`, no `invoked`, and the time taken once. */
export const segmentStyle = (host: string, embedId: string): string => `
  (function () {
    var bucket = Math.ceil(new Date().getTime() / 300000) * 300000;
    var queue = window.driftt = window.drift = window.driftt || [];
    queue.methods = ${JSON.stringify(METHODS_020)};
    queue.methods.forEach(function (name) {
      queue[name] = function () {
        queue.push([name].concat(Array.prototype.slice.call(arguments)));
      };
    });
    var script = document.createElement('script');
    script.async = true;
    script.src = '${host}/include/' + bucket + '/${embedId}.js';
    document.head.appendChild(script);
  })();`;

/** In the style of a loader that adds only the stubs that are missing, and calls `init` itself when the script has come. */
export const initStyle = (host: string, embedId: string): string => `
  (function () {
    var queue = window.drift = window.driftt = window.drift || [];
    ${JSON.stringify(['init', ...METHODS_031, 'setUserJwt', 'waitForUserJwt'])}.forEach(function (name) {
      if (!queue[name]) queue[name] = function () { queue.push([name].concat([].slice.call(arguments))); };
    });
    var script = document.createElement('script');
    script.src = '${host}/include/' + Math.ceil(Date.now() / 300000) * 300000 + '/${embedId}.js';
    script.onload = function () { window.drift.init('${embedId}'); };
    document.head.appendChild(script);
  })();`;

/** In the style of the ports to TypeScript that write `crossOrigin`, so that the script is fetched with CORS. */
export const corsStyle = (host: string, embedId: string): string =>
  snippet(host, embedId).replace('script.crossorigin', 'script.crossOrigin');

/** In the style of an analytics library's: a function with a queue of `arguments`, and the script tag beside it. */
export const functionStyle = (host: string, embedId: string): string => `
  window.drift = window.drift || function () { (drift.q = drift.q || []).push(arguments); };
  (function () {
    var script = document.createElement('script');
    script.async = true;
    script.src = '${host}/include/' + Math.ceil(Date.now() / 300000) * 300000 + '/${embedId}.js';
    document.head.appendChild(script);
  })();`;

/** The function style of customers who keep Drift in a frame of their own: `/conductor`, told the page around it, then `init`. */
export const conductorStyle = (host: string, embedId: string, around: unknown): string => `
  window.drift = window.drift || function () { (drift.q = drift.q || []).push(arguments); };
  drift('setContext', ${JSON.stringify(around)});
  drift('page');
  drift('init', '${embedId}');
  (function () {
    var script = document.createElement('script');
    script.defer = true;
    script.src = '${host}/conductor';
    document.head.appendChild(script);
  })();`;

/** In the style of snippet 1.0.0: a function whose queue is of lists, stubs that call it, and a script without an id. */
export const shimStyle = (host: string, embedId: string): string => `
  (function () {
    function stub() { stub.__q.push([].slice.call(arguments)); }
    stub.__q = [];
    var shared = (window.drift = window.drift || stub);
    ${JSON.stringify([...METHODS_031, 'init'])}.forEach(function (name) {
      if (!shared[name]) shared[name] = function () { shared.apply(null, [name].concat([].slice.call(arguments))); };
    });
    shared.load = function (id) {
      var script = document.createElement('script');
      script.async = true;
      script.src = '${host}/dist/shim-window-prod.js';
      document.head.appendChild(script);
      shared.init(id);
    };
  })();
  drift.SNIPPET_VERSION = '1.0.0';
  drift.load('${embedId}');`;
