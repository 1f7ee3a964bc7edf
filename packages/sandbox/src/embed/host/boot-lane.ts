import type { Assumptions } from '../../protocol';
import type { Call, HostIdentity } from '../frame-messages';

/** The calls that decide as whom the next visit begins: those made before the hand-over. */
export interface BootLane {
  /** Takes the call if it belongs to boot; answers whether it did. */
  take(call: Call): boolean;
  /** Adds to the layer of `config`, which every later boot is given too. */
  configure(options: unknown): void;
  /** From now on an `identify` meets a reset, until the next hand-over. */
  resetBegan(aid: string): void;
  handOver(): Pick<HostIdentity, 'calls' | 'late' | 'config' | 'visibility' | 'afterReset'>;
  readonly config: Record<string, unknown>;
}

// Before boot these are remembered, not queued: who it is, how it looks, whether it shows (observed).
const OF_BOOT: readonly string[] = ['identify', 'config', 'setUserJwt', 'waitForUserJwt', 'show', 'hide'];

export function createBootLane(assumptions: Assumptions): BootLane {
  const config: Record<string, unknown> = {};
  let calls: Call[] = [];
  let visibility: HostIdentity['visibility'] = null;
  let late: HostIdentity['late'] = null;
  let oldAid: string | undefined;

  const identifyDuringReset = (call: Call, aid: string): void => {
    // ASSUMED: what becomes of an identify that meets reloading frames.
    if (assumptions.identifyDuringReset === 'applied') calls.push(call);
    if (assumptions.identifyDuringReset === 'to_old_contact') late = { aid, call };
    if (assumptions.identifyDuringReset === 'lost')
      calls.push({ ...call, dropped: 'it met reloading frames' });
  };

  return {
    config,
    configure(options) {
      if (isObject(options)) Object.assign(config, options);
    },
    take(call) {
      if (!OF_BOOT.includes(call.method)) return false;
      if (call.method === 'show' || call.method === 'hide') visibility = call.method;
      if (call.method === 'identify' && oldAid !== undefined) identifyDuringReset(call, oldAid);
      else calls.push(call);
      return true;
    },
    resetBegan(aid) {
      oldAid = aid;
    },
    handOver() {
      const handed = { calls, late, config, visibility, afterReset: oldAid !== undefined };
      calls = [];
      visibility = null;
      late = null;
      oldAid = undefined;
      return handed;
    },
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
