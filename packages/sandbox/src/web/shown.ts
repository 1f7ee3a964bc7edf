import { shownAddress } from '../rules/redact';
import type { App, SandboxState, StreamMessage } from '../protocol';

/** The state as a watcher may see it: no address of an app says how to log in there. */
export function shownState(state: SandboxState): SandboxState {
  return { ...state, apps: state.apps.map(shownApp) };
}

/** The same for what the stream tells. */
export function shownMessage(message: StreamMessage): StreamMessage {
  if (message.type === 'hello') return { ...message, state: shownState(message.state) };
  return message.type === 'app' ? { ...message, app: shownApp(message.app) } : message;
}

const shownApp = (app: App): App => ({
  ...app,
  requestUrl: app.requestUrl === null ? null : shownAddress(app.requestUrl),
});
