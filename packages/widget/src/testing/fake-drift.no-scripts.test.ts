// @vitest-environment happy-dom
// @vitest-environment-options { "settings": { "handleDisabledFileLoadingAsSuccess": false } }
// The same laws where the environment refuses scripts as happy-dom does by default: with an error event, at once.
import './fake-drift.test';
