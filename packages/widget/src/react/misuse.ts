import { DriftError } from '../index';

declare const process: { env: { NODE_ENV?: string } };

/** What the React half says of a wrong use. */
const sentences = {
  no_provider: (name: string) =>
    `${name} was used outside <DriftProvider>. Wrap the part of your app that uses it: <DriftProvider drift={drift}>…</DriftProvider>, with the object of createDrift or createSession made once, outside React.`,
  no_session: (name: string) =>
    `${name} needs a session: give <DriftProvider> the object of createSession, not of createDrift, which knows no logins.`,
  other_login: (id: string) =>
    `"${id}" was logged in while <DriftProvider user={…}> names somebody else, or nobody. Two parts of the app decide who is here, and the last one wins. Change the user of the provider, or leave that prop out and use login() and logout() alone. (login() of the very user of the provider is a retry.)`,
};

/** The sentence in development, the word for it in production. */
export function misuse(word: keyof typeof sentences, value: string): DriftError {
  const error = new DriftError('bad_call', [word, value]);
  if (process.env.NODE_ENV !== 'production') error.message = `[driftkit] ${sentences[word](value)}`;
  return error;
}
