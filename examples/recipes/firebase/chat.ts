import { createSession, fetchUserJwt } from '@driftkit/widget';
import { initializeApp } from 'firebase/app';
import { getAuth, onAuthStateChanged } from 'firebase/auth';

const auth = getAuth(initializeApp({ apiKey: 'your-api-key', projectId: 'acme' }));

export const drift = createSession({
  embedId: 'abcdefgh1234',
  async getUserJwt(user, context) {
    const { currentUser } = auth;
    if (!currentUser) return null;
    // The app is about to say who came in their place: asked again, this is for them.
    if (currentUser.uid !== user.id) throw new Error('Firebase has another person already');
    // Firebase has no cookie of your server's: its id token goes with the request, renewed where it has expired.
    const headers = { Authorization: `Bearer ${await currentUser.getIdToken()}` };
    return fetchUserJwt('/api/drift-identity', { headers })(user, context);
  },
});
drift.load();

// Until Firebase calls this for the first time, nobody knows who is here: nothing has been said, and Drift is not loaded.
onAuthStateChanged(auth, (person) => {
  // An anonymous account is a visitor, to Drift too. Once it is linked to a login, say so: `getIdToken(true)`, then `setUser`.
  if (!person || person.isAnonymous) return drift.setUser(null);
  drift.setUser({ id: person.uid, name: person.displayName, email: person.email });
});
