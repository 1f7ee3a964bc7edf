// @vitest-environment jsdom
// The same laws where no script is ever loaded, and no event comes of it.
import './fake-drift.test';
