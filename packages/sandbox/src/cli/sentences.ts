import type { Sandbox } from '../create-sandbox';

/** What the command prints when it runs; `secretFrom` is the environment variable that holds the secret. */
export function greeting(
  sandbox: Pick<Sandbox, 'url' | 'apiUrl' | 'accessToken' | 'embedId' | 'signedIdentities'>,
  secretFrom: string | null,
): string[] {
  const { url, apiUrl, accessToken, embedId, signedIdentities } = sandbox;
  const secret =
    secretFrom === null
      ? 'random; to sign tokens yourself: --secret-from-env DRIFT_SIGNING_SECRET'
      : `from ${secretFrom}`;
  return [
    `Drift sandbox  ${url}`,
    `  script       ${url}/include/<bucket>/${embedId}.js`,
    `  REST API     ${apiUrl}   in place of https://driftapi.com`,
    `  its token    ${accessToken}`,
    `  ledger       ${url}/sandbox/ledger`,
    `  identities   ${signedIdentities}; signing secret: ${secret}`,
    `Ctrl-C stops it.`,
  ];
}

/** What went wrong, and what to do, for the person at the terminal. */
export function sentenceFor(error: unknown): string {
  const { code, message, port, address } = error as NodeJS.ErrnoException & {
    port?: number;
    address?: string;
  };
  if (code === 'EADDRINUSE') {
    return `port ${port} on ${address} is taken. Stop what runs there, or choose another: --port ${(port ?? 0) + 1} (of the REST API: --api-port)`;
  }
  if (code === 'EACCES') return `port ${port} may not be used by this user. Choose one above 1023.`;
  if (code === 'EADDRNOTAVAIL')
    return `${address} is not an address of this machine. Leave out --host to listen on 127.0.0.1.`;
  return message;
}
