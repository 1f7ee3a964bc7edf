declare const process: { env: { NODE_ENV?: string } };

const WANTED = {
  onConsent: 'a promise, or a function that subscribes',
  onIdle: 'a timeout in milliseconds, from 0 to 2147483647',
  onInteraction: 'a list of one or more names of events, and as target an element, the window or a selector',
  onVisible: 'an element or a selector',
};

/** A wrong argument is told where it was written, not where it is first used. The production build says only who was given it. */
export function assert(isRight: unknown, name: keyof typeof WANTED, given: unknown): void {
  if (isRight) return;
  throw new TypeError(
    process.env.NODE_ENV === 'production'
      ? name
      : `[driftkit] ${name} wants ${WANTED[name]}; it got ${typeof given === 'string' ? `"${given}"` : `${given === null ? 'null' : `a value of type ${typeof given}`}`}`,
  );
}
