/** What the React half says of a wrong use, thrown while rendering: it is wrong on every page, and seen on the first. */
declare const process: { env: { NODE_ENV?: string } };

const sentences = {
  no_provider: (name: string) =>
    `${name} was used outside <DriftProvider>. Wrap the part of your app that uses it: <DriftProvider drift={drift}>…</DriftProvider>, with the object of createDrift or createSession made once, outside React.`,
  no_session: (name: string) =>
    `${name} needs a session: give <DriftProvider> the object of createSession, not of createDrift, which knows no logins.`,
};

/** The sentence in development, the word for it in production. */
export function misuse(word: keyof typeof sentences, name: string): Error {
  return new Error(
    `[driftkit] ${process.env.NODE_ENV !== 'production' ? sentences[word](name) : `${word}: ${name}`}`,
  );
}
