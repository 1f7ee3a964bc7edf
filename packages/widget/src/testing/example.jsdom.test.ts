// @vitest-environment jsdom
import './example.test';
