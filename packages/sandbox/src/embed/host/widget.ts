import type { ApiTarget } from './api';
import { createBootLane } from './boot-lane';
import { createEmitter } from './emitter';
import { lowerReadyFlags } from './flags';
import { addHandler, call, removeHandler } from './host-calls';
import { drawAndListen } from './host-messages';
import type { HostState, WidgetOptions } from './host-state';
import { followPage } from './page-events';

/** The host half of the widget: what `window.drift` talks to. */
export interface Widget extends ApiTarget {
  /** Draws the frames and boots; a second call does nothing. */
  init(): void;
  /** The widget leaves the page; what waited is lost. `init` may follow. */
  unload(): void;
}

export function createWidget(options: WidgetOptions): Widget {
  const { assumptions, embedId } = options.account;
  const { flags, storage } = options;
  const target: ApiTarget = {
    call: (method, args) => call(host, method, args),
    on: (event, handler) => addHandler(host, event, handler),
    off: (event, handler) => removeHandler(host, event, handler),
  };
  const host: HostState = {
    ...options,
    lane: createBootLane(assumptions),
    emitter: createEmitter(assumptions.throwingHandler),
    target,
    phase: { type: 'unloaded' },
    held: [],
    context: undefined,
  };
  let unfollow = (): void => undefined;
  let closeTab = (): void => undefined;

  return {
    ...target,
    init() {
      if (host.phase.type !== 'unloaded') return;
      flags.hasInitialized = true;
      flags.embedId = embedId;
      unfollow = followPage({
        onHash: (hash) => void (host.phase.type === 'live' && host.phase.frames.post({ type: 'hash', hash })),
        onShow: () => (closeTab = storage.tabOpened()),
        onHide: () => closeTab(),
      });
      drawAndListen(host);
    },
    unload() {
      if (host.phase.type === 'unloaded') return;
      unfollow();
      host.phase.frames.retire();
      host.phase = { type: 'unloaded' };
      host.held = [];
      host.lane.handOver();
      lowerReadyFlags(flags);
      flags.hasInitialized = false;
      delete flags.api;
      // ASSUMED: whether handlers outlive unload.
      if (assumptions.handlersAfterUnload === 'gone') host.emitter.clear();
    },
  };
}
