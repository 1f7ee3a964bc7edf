// The same with a getUser that waits, and reads a header of the Fetch request.
import { createServer } from 'node:http';
import { load } from '../packages.mjs';
import { serve } from '../serve.mjs';
import { SECRET, USER_ID } from '../settings.mjs';

const { createIdentityHandler } = await load('@driftkit/identity-server');
const { toNodeHandler } = await load('@driftkit/identity-server/node');

const getUser = async (request) => (request.headers.get('cookie') === 'sid=1' ? { id: USER_ID } : null);
serve(createServer(toNodeHandler(createIdentityHandler({ secret: SECRET, getUser }))));
