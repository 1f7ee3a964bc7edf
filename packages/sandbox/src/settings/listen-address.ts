import type { SandboxOptions } from './options';

const LOOPBACK = '127.0.0.1';
/** A name as it stands in an address: a host name or an IP, without scheme, port and path. */
const NAME = /^(?:[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|\[?[0-9a-f]*:[0-9a-f:.]+\]?)$/i;

/**
 * Where to listen. Throws `TypeError` where a host is given that is empty: Node would take it for every address of this
 * machine, and a variable that was not set would open the sandbox to the whole network.
 */
export function listenHostOf({ host = LOOPBACK }: SandboxOptions): string {
  if (typeof host === 'string' && host.trim() !== '') return host;
  throw new TypeError(
    `host must be an address to listen on, such as ${LOOPBACK}; received ${JSON.stringify(host)}. Leave it out to listen on this machine only`,
  );
}

/**
 * The names under which browsers may ask, as they stand in a Host header: in lower case, IPv6 in brackets. Throws
 * `TypeError` for what no browser could ever send as a name, such as a whole address.
 */
export function allowedNamesOf(options: SandboxOptions): string[] {
  const { allowedHosts = [] } = options;
  if (!Array.isArray(allowedHosts)) {
    throw new TypeError(
      `allowedHosts must be a list of names, such as ["pc.lan"]; received ${JSON.stringify(allowedHosts)}`,
    );
  }
  for (const name of allowedHosts as unknown[]) {
    if (typeof name === 'string' && NAME.test(name)) continue;
    throw new TypeError(
      `allowedHosts must hold names such as "pc.lan", without scheme and port; received ${JSON.stringify(name)}`,
    );
  }
  return [...allowedHosts, listenHostOf(options)].map(inHeader);
}

function inHeader(name: string): string {
  const lower = name.toLowerCase();
  return lower.includes(':') && !lower.startsWith('[') ? `[${lower}]` : lower;
}
