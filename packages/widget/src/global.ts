/** The exports of the script-tag build, as the global `DriftKit`. */
export * from './index';
export * from './triggers/index';
