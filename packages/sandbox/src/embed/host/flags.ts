import type { FrameName } from '../frame-messages';

/** The flags Drift keeps on its global (observed). */
export interface Flags {
  embedId?: string;
  api?: unknown;
  hasInitialized?: boolean;
  apiReady?: boolean;
  chatReady?: boolean;
  controllerReady?: boolean;
  allFramesReady?: boolean;
}

export function raiseFrameFlag(flags: Flags, frame: FrameName): void {
  flags[frame === 'chat' ? 'chatReady' : 'controllerReady'] = true;
  flags.allFramesReady = flags.chatReady === true && flags.controllerReady === true;
}

export function lowerReadyFlags(flags: Flags): void {
  for (const flag of ['apiReady', 'chatReady', 'controllerReady', 'allFramesReady'] as const) {
    flags[flag] = false;
  }
}
