/** What one script tag brings, as the global `DriftKit`. */
export * from './index';
export * from './triggers/index';
