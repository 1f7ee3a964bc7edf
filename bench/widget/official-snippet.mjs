/** What Drift's snippet 0.3.1 does, as public descriptions have it, with an address that answers nothing. */
export const OFFICIAL_SNIPPET = `(function () {
  var shared = (window.driftt = window.drift = window.driftt || []);
  if (shared.init || shared.invoked) return;
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
    script.src = location.origin + '/nothing/include/' + bucket + '/' + id + '.js';
    var first = document.getElementsByTagName('script')[0];
    first.parentNode.insertBefore(script, first);
  };
})()`;
