// What the environment says about `npm start`.
import { Stop } from './stop.mjs';

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

function readRealDrift({ DRIFT_EMBED_ID: embedId, DRIFT_SIGNING_SECRET: secret }) {
  if (embedId && secret) return { embedId, secret };
  if (!embedId && !secret) return undefined;
  const [there, missing] = embedId
    ? ['DRIFT_EMBED_ID', 'DRIFT_SIGNING_SECRET']
    : ['DRIFT_SIGNING_SECRET', 'DRIFT_EMBED_ID'];
  throw new Stop(
    `${there} is set, but ${missing} is not. Set both for the real Drift, or neither for the local sandbox.`,
  );
}
