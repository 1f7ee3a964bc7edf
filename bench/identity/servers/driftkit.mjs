// createIdentityHandler behind toNodeHandler, the user in hand as it is after a session middleware.
import { createServer } from 'node:http';
import { load } from '../packages.mjs';
import { serve } from '../serve.mjs';
import { SECRET, USER_ID } from '../settings.mjs';

const { createIdentityHandler } = await load('@driftkit/identity-server');
const { toNodeHandler } = await load('@driftkit/identity-server/node');

const user = { id: USER_ID };
serve(createServer(toNodeHandler(createIdentityHandler({ secret: SECRET, getUser: () => user }))));
