// The example's server in a process of its own, so that it can be killed. Its options are in HARBOR.
import { startExample } from '../../examples/react-app/dist/server.js';

await startExample(JSON.parse(process.env['HARBOR'] ?? '{}'));
process.send?.('ready');
