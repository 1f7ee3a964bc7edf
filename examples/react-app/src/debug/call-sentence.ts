import type { DriftState } from '@driftkit/widget';

/** What driftkit does with a call, by its name, its argument and the moment. */
export function callSentence(name: string, [first]: unknown[], state: DriftState): string {
  switch (name) {
    case 'load':
      return 'One script for the page, whoever asks; after a failure it really tries again.';
    case 'unload':
      return 'The widget leaves the page.';
    case 'setUser':
      return first === null ? 'The app knows that nobody is logged in.' : 'The app knows who is logged in.';
    case 'login':
      return 'Makes this browser the person’s; of the one who is here it is another try.';
    case 'logout':
      return 'The chat is hidden and the cookies are forgotten before this call returns.';
    case 'config':
      return 'Settings for Drift: known before it boots, told again after every load.';
    default:
      return state.status === 'ready'
        ? 'Drift is ready: delivered.'
        : `Held: Drift is ${state.status}. A call about a person reaches that person or nobody.`;
  }
}
