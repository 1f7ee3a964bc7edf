/** Listens on a free port of the loopback, tells the parent process which, and ends with it. */
export function serve(server) {
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
  process.on('disconnect', () => process.exit());
}
