import type { Call, ReadyPayload } from '../frame-messages';
import type { Account } from './account';
import type { ApiTarget } from './api';
import type { BootLane } from './boot-lane';
import type { Cookies } from './cookies';
import type { Emitter } from './emitter';
import type { Flags } from './flags';
import type { Frames, FramesEvents } from './frames';
import type { WidgetStorage } from './storage';

/** Where the host half stands. Calls reach the controller only while it is live. */
export type Phase =
  | { type: 'unloaded' }
  /** The frames load. Calls can still decide who the visitor is. */
  | { type: 'gathering'; frames: Frames }
  /** The controller knows who the visitor is. Calls wait. */
  | { type: 'bootstrapping'; frames: Frames }
  | { type: 'live'; frames: Frames; payload: ReadyPayload }
  | { type: 'resetting'; frames: Frames };

export interface WidgetOptions {
  account: Account;
  /** The object under `window.drift`, on which Drift keeps its flags. */
  flags: Flags;
  cookies: Cookies;
  storage: WidgetStorage;
  drawFrames: (events: FramesEvents) => Frames;
}

/** All that the host half knows. What happens to it is in `host-calls.ts` and `host-messages.ts`. */
export interface HostState extends WidgetOptions {
  readonly lane: BootLane;
  readonly emitter: Emitter;
  /** What `drift.api` hands its calls to. */
  readonly target: ApiTarget;
  phase: Phase;
  /** Calls that wait until the widget is live. */
  held: Call[];
  /** What `setContext` was given last. */
  context: unknown;
}
