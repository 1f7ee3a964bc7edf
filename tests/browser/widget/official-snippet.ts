/**
 * Drift's snippet, version 0.3.1, as public descriptions have it, for a script of its own in a page's head; only the
 * host is changed. What follows is put behind it, as sites do.
 */
export function officialSnippet(host: string, embedId: string, after = ''): string {
  return `<script>
    'use strict';
    (function () {
      var shared = (window.driftt = window.drift = window.driftt || []);
      if (!shared.init) {
        if (shared.invoked) {
          return void (window.console && console.error && console.error('Drift snippet included twice.'));
        }
        shared.invoked = true;
        shared.methods = ['identify', 'config', 'track', 'reset', 'debug', 'show', 'ping', 'page', 'hide', 'off', 'on'];
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
        };
      }
    })();
    drift.SNIPPET_VERSION = '0.3.1';
    drift.load('${embedId}');
    ${after}
  </script>`;
}
