/** A cookie jar that refuses what a test says: a cookie that will not go, a browser that writes none. */

/** `nothing`: a jar like any other. `to forget the id`: `drift_eid` can be written, but never deleted. `everything`: no write counts. */
export type Refusal = 'nothing' | 'to forget the id' | 'everything';

/** From now on the jar refuses; returns the way back. */
export function refuseCookies(refusal: Refusal): () => void {
  const jar = jarOf(document);
  const refuses = (cookie: string): boolean =>
    refusal === 'everything' || (/^driftt?_eid=/.test(cookie) && cookie.includes('max-age=-1'));
  if (refusal !== 'nothing')
    Object.defineProperty(document, 'cookie', {
      configurable: true,
      get: () => jar.get?.call(document) as unknown,
      set: (cookie: string) => void (refuses(cookie) || jar.set?.call(document, cookie)),
    });
  return () => void Reflect.deleteProperty(document, 'cookie');
}

/** Where the browser keeps `document.cookie`: somewhere up the chain of prototypes. */
function jarOf(object: object): PropertyDescriptor {
  const found = Object.getOwnPropertyDescriptor(object, 'cookie');
  return found ?? jarOf(Object.getPrototypeOf(object) as object);
}
