// What tests hold in their hands on every page of the test site; `page-globals.ts` has its types.

const { embedId, scriptUrl } = document.documentElement.dataset;
const errors = [];
const states = [];

/** The factories of one copy of the package, pointed at the sandbox, with a record of all that their objects say. */
function factoriesOf({ createDrift, createSession, fetchUserJwt }) {
  const watched = (create) => (options) => {
    const onError = ({ code, calls }) => errors.push({ code, calls: [...calls] });
    const chat = create({ embedId, scriptUrl, onError, ...options });
    chat.subscribe(({ status }) => states.push(status));
    return Object.assign(globalThis, { chat }).chat;
  };
  const getUserJwt = fetchUserJwt('/api/drift-identity');
  return {
    drift: watched(createDrift),
    session: watched((options) => createSession({ getUserJwt, ...options })),
  };
}

/** A consent banner that the test answers. */
function createConsent(onConsent) {
  const listeners = new Set();
  return {
    say: (given) => listeners.forEach((listener) => listener(given)),
    trigger: onConsent((listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    }),
  };
}

export function installKit(driftkit, importSecondCopy) {
  const kit = {
    ...factoriesOf(driftkit),
    secondCopy: async () => factoriesOf(await importSecondCopy()),
    consent: createConsent(driftkit.onConsent),
    errors,
    states,
  };
  Object.assign(globalThis, { kit });
}
