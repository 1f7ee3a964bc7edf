declare const process: { env: { NODE_ENV?: string } };

const WANTED = {
  onConsent: 'a promise, or a function that subscribes',
  onIdle: 'a timeout in milliseconds, from 0 to 2147483647',
  onInteraction: 'an array of one or more event names and, as target, an element, the window or a selector',
  onVisible: 'an element or a selector',
};

/** Throws where the app passes a wrong argument, not where the argument is first used. The production build names only the function. */
export function assert(isRight: unknown, name: keyof typeof WANTED, given: unknown): void {
  if (isRight) return;
  throw new TypeError(
    process.env.NODE_ENV === 'production'
      ? name
      : `[driftkit] ${name} wants ${WANTED[name]}; it got ${typeof given === 'string' ? `"${given}"` : `${given === null ? 'null' : `a value of type ${typeof given}`}`}`,
  );
}
