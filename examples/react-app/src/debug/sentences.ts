import type { DriftErrorCode, DriftState, IdentityState } from '@driftkit/widget';

/** The word for a state, as the bar and the drawer show it. */
export function stateTitle(state: DriftState): string {
  if (state.status === 'waiting') return `waiting for ${state.for}`;
  return state.status === 'failed' ? `failed: ${state.error.code}` : state.status;
}

export function stateSentence(state: DriftState): string {
  switch (state.status) {
    case 'idle':
      return 'Nothing of Drift is on the page, and nothing is on its way.';
    case 'disabled':
      return 'Drift is turned off for this page (enabled: false).';
    case 'waiting':
      return WAITING[state.for];
    case 'loading':
      return 'Drift’s script is on its way, or boots. Calls are held until it is ready.';
    case 'ready':
      return 'Drift says that it is ready. The calls that waited have left, in call order.';
    case 'resetting':
      return 'The last person is being let go. Calls are held until Drift has settled.';
    case 'failed':
      return `${ERRORS[state.error.code]} load() tries again.`;
  }
}

const WAITING: Record<Extract<DriftState, { status: 'waiting' }>['for'], string> = {
  consent: 'No consent yet: no request, no cookie, nothing of Drift.',
  user: 'The app has not said yet who is here, so nobody can get another person’s chat.',
  token: 'The server is asked for a signed token first: the visit is born as the right person.',
  idle: 'The page is busy; Drift can wait.',
  interaction: 'Nobody has touched the page yet.',
  visible: 'The part of the page that needs chat is not in view.',
};

export function identityTitle(identity: IdentityState): string {
  return 'user' in identity ? `${identity.status}: ${identity.user.id}` : identity.status;
}

export function identitySentence(identity: IdentityState): string {
  switch (identity.status) {
    case 'unknown':
      return 'The app has not said who is here.';
    case 'anonymous':
      return 'Nobody is logged in: Drift knows this browser by a random id only.';
    case 'identifying':
      return 'Somebody is logged in; Drift is about to be told, with a token that our server signed.';
    case 'identified':
      return 'Drift was told who this is. It acknowledges nothing, so this means delivered.';
    case 'failed':
      return `Drift was not told: ${ERRORS[identity.error.code]}`;
  }
}

/** What each code means to somebody who looks at this page; the production build of driftkit carries only the codes. */
export const ERRORS: Record<DriftErrorCode, string> = {
  blocked: 'The script was stopped by a blocker, a content-security policy or a wrong address.',
  offline: 'The script could not be fetched: the browser is offline.',
  timeout: 'Drift did not become ready in time.',
  no_drift: 'The script loaded but did not define Drift.',
  removed: 'Something keeps taking the frames of Drift off the page.',
  conflict: 'Other code on this page also uses Drift.',
  unloaded: 'The widget was removed before these calls were sent.',
  queue_full: 'Too many calls wait for Drift.',
  bad_call: 'Drift would not accept this call, or the session controls what this call would change.',
  bad_attribute: 'An attribute was left out that would have made Drift drop the whole call.',
  callback_threw: 'A listener of the app, or a method of Drift, threw; everything else went on.',
  token_failed: 'The server gave no token. Without one nobody is identified.',
  token_invalid: 'The token is not valid: it is for another user, or it has expired.',
  not_logged_in: 'The server says that nobody is logged in, so this browser counts as logged out.',
  undecided: 'The app has not said for a while who is here, so there is no chat.',
  not_forgotten: 'Chat is off: a cookie of another user could not be deleted.',
  reset_unsettled: 'Drift gave no sign that it had let the last person go, so it is loaded afresh.',
  tabs_disagree: 'Two tabs of this browser say that different people are logged in.',
  consent_withdrawn: 'Consent was withdrawn: the widget is gone, and its cookies are forgotten.',
  superseded: 'These calls were dropped: the user they were made for is no longer current.',
  disabled: 'Drift is turned off for this page.',
  server: 'This code runs on a server, where there is no page.',
};
