// What the environment says about `npm start`.
import { Stop } from './stop.mjs';

/** What only the real Drift needs, beside its embed id and secret. */
const OF_THE_REAL_DRIFT = [
  'DRIFT_ACCESS_TOKEN',
  'DRIFT_VERIFICATION_TOKEN',
  'QUOTE_INTERACTION_ID',
  'ERASE_IN_DRIFT',
  'HARBOR_DATA',
];

/** Ports, and the real Drift's embed id and secret when both are given; throws a Stop on anything half said. */
export function readSettings(environment) {
  const sandboxPort = readPort(environment, 'SANDBOX_PORT', 4100);
  const settings = {
    port: readPort(environment, 'PORT', 3000),
    sandboxPort,
    apiPort: readPort(environment, 'SANDBOX_API_PORT', sandboxPort + 10),
    realDrift: readRealDrift(environment),
  };
  if (!settings.realDrift) assertDifferent(settings);
  return settings;
}

/** A sentence where variables of the real Drift are set, and the sandbox runs without them. */
export function unusedIn(environment, { realDrift }) {
  const unused = realDrift ? [] : OF_THE_REAL_DRIFT.filter((name) => environment[name]);
  if (unused.length === 0) return undefined;
  return `Not used: ${unused.join(', ')}. The local sandbox runs; for the real Drift, set DRIFT_EMBED_ID and DRIFT_SIGNING_SECRET too.`;
}

function assertDifferent({ port, sandboxPort, apiPort }) {
  const ports = [
    ['PORT', port],
    ['SANDBOX_PORT', sandboxPort],
    ['SANDBOX_API_PORT', apiPort],
  ];
  for (const [index, [name, value]] of ports.entries()) {
    const [other] = ports.slice(0, index).find(([, taken]) => taken === value) ?? [];
    if (other === undefined) continue;
    throw new Stop(
      `${other} and ${name} are both ${value}; the app and both addresses of the sandbox need one each.`,
    );
  }
}

function readPort(environment, name, fallback) {
  const text = environment[name] || String(fallback);
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Stop(`${name} is "${text}", which is no port. Give a number from 1 to 65535.`);
}

/** The browser's half is two variables, the server's two more: each half whole, or not at all. */
function readRealDrift(environment) {
  const { DRIFT_EMBED_ID: embedId, DRIFT_SIGNING_SECRET: secret } = environment;
  const isReal = bothOrNone(environment, 'DRIFT_EMBED_ID', 'DRIFT_SIGNING_SECRET', 'the local sandbox');
  if (!isReal) return undefined;
  const { DRIFT_ACCESS_TOKEN: accessToken, DRIFT_VERIFICATION_TOKEN: verificationToken } = environment;
  const talks = bothOrNone(environment, 'DRIFT_ACCESS_TOKEN', 'DRIFT_VERIFICATION_TOKEN', 'the chat alone');
  const { QUOTE_INTERACTION_ID: quote, ERASE_IN_DRIFT: erase } = environment;
  return {
    embedId,
    secret,
    directory: environment['HARBOR_DATA'] || 'harbor-data',
    erasesInDrift: erase === 'yes',
    ...(talks && { drift: { accessToken, verificationToken } }),
    ...(quote && { quoteInteractionId: Number(quote) }),
  };
}

function bothOrNone(environment, one, other, without) {
  const given = [one, other].filter((name) => environment[name]);
  if (given.length !== 1) return given.length === 2;
  const [there] = given;
  const missing = there === one ? other : one;
  throw new Stop(
    `${there} is set, but ${missing} is not. Set both for the real Drift, or neither for ${without}.`,
  );
}
