type Directives = Record<string, string[]>;

/** Drift's hosts, from integrations that work; its frames come from the host with the double t. */
const REAL_DRIFT = {
  scriptSrc: ['https://js.driftt.com'],
  frameSrc: ['https://js.driftt.com', 'https://*.drift.com'],
  connectSrc: ['https://js.driftt.com', 'https://*.drift.com', 'https://*.driftapi.com', 'wss://*.drift.com'],
  styleSrc: ['https://js.driftt.com'],
  imgSrc: ['https://js.driftt.com', 'https://*.drift.com', 'https://driftt.imgix.net'],
  fontSrc: ['https://js.driftt.com', 'data:'],
  mediaSrc: ['https://js.driftt.com'],
};

type DriftSources = typeof REAL_DRIFT;

/** A sandbox is one origin for everything. */
function sourcesAt(scriptUrl: string): DriftSources {
  const origin = [new URL(scriptUrl).origin];
  return {
    scriptSrc: origin,
    frameSrc: origin,
    connectSrc: origin,
    styleSrc: origin,
    imgSrc: origin,
    fontSrc: origin,
    mediaSrc: origin,
  };
}

/** The whole policy of the app, in helmet's spelling. No inline script is ever needed, ours or Drift's. */
export function contentSecurityPolicy(scriptUrl?: string): Directives {
  const drift = scriptUrl === undefined ? REAL_DRIFT : sourcesAt(scriptUrl);
  return {
    defaultSrc: ["'self'"],
    baseUri: ["'none'"],
    objectSrc: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    scriptSrc: ["'self'", ...drift.scriptSrc],
    frameSrc: drift.frameSrc,
    connectSrc: ["'self'", ...drift.connectSrc],
    // Drift puts a <style> element into the page.
    styleSrc: ["'self'", "'unsafe-inline'", ...drift.styleSrc],
    imgSrc: ["'self'", 'data:', ...drift.imgSrc],
    fontSrc: ["'self'", ...drift.fontSrc],
    mediaSrc: ["'self'", ...drift.mediaSrc],
  };
}
