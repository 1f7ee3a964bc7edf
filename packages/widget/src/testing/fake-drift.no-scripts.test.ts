// @vitest-environment happy-dom
// @vitest-environment-options { "url": "https://app.acme.com/", "settings": { "handleDisabledFileLoadingAsSuccess": false } }
// The same laws where the environment refuses scripts as happy-dom does by default: with an error event, at once;
// and on a subdomain, where cookies may stand on the domain above.
import './fake-drift.test';
