export { DEMO_PASSWORD, DEMO_PEOPLE } from '../shared/demo-people';
export { connectSandbox } from './connect-sandbox';
export { QUOTE_INTERACTION } from './drift/quote-playbook';
export { startExample } from './start-example';
export type { ExampleOptions } from './options';
export type { Example } from './start-example';
