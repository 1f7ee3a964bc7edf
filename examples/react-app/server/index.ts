export { DEMO_PASSWORD, DEMO_PEOPLE } from '../shared/demo-people';
export { startExample } from './start-example';
export type { Example, ExampleOptions } from './start-example';
