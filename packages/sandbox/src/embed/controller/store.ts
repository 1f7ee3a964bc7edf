import type { Change, State } from './state';
import { INITIAL_STATE } from './state';
import { flagsOf, shownGreeting } from './views';

/** The state, and the two listeners that hear of a change. */
export interface Store {
  readonly state: State;
  /** Makes these changes as one. */
  change(...changes: readonly Change[]): void;
  /** Raises an event on the host page. */
  raise(name: string, payload?: unknown): void;
}

export interface StoreOptions {
  render: (state: State) => void;
  raise: (name: string, payload?: unknown) => void;
}

export function createStore({ render, raise }: StoreOptions): Store {
  let state = INITIAL_STATE;
  return {
    get state() {
      return state;
    },
    change(...changes) {
      const before = state;
      state = changes.reduce((next, change) => change(next), before);
      render(state);
      if (before.chatOpen !== state.chatOpen) raiseOpenOrClose(state, raise);
      raiseGreeting(before, state, raise);
    },
    raise,
  };
}

// Today's names, and the older ones that pages still listen to (devdocs: Drift events).
function raiseOpenOrClose(state: State, raise: StoreOptions['raise']): void {
  const { sidebarOpen, widgetVisible, isOnline } = flagsOf(state);
  raise(state.chatOpen ? 'chatOpen' : 'chatClose');
  raise(state.chatOpen ? 'sidebarOpen' : 'sidebarClose', { data: { sidebarOpen, widgetVisible, isOnline } });
}

function raiseGreeting(before: State, after: State, raise: StoreOptions['raise']): void {
  const [old, shown] = [shownGreeting(before), shownGreeting(after)];
  if (old === shown) return;
  if (old !== null) raise(`${old}:close`);
  if (shown !== null) raise(`${shown}:open`);
}
