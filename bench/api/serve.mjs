// A server that answers everything with one contact, as cheaply as Node can. Prints its port.
import { createServer } from 'node:http';
import { CONTACT } from './pages.mjs';

const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(CONTACT) };
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, headers).end(CONTACT);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
