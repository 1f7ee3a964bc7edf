import type { QueueEntry } from './vendor';

/** What Drift must know before it boots: kept in call order, and told again to every Drift that boots later. */
export interface BootLane {
  add(entry: QueueEntry): void;
  entries(): readonly QueueEntry[];
}

/** Config is one override layer, and the last of show and hide wins: so the lane stays as short as it is. */
export function createBootLane(config: object | undefined): BootLane {
  let lane: QueueEntry[] = config ? [['config', config]] : [];
  const isVisibility = ([method]: QueueEntry): boolean => method === 'show' || method === 'hide';

  return {
    entries: () => lane,
    add(entry) {
      const index = entry[0] === 'config' ? lane.findIndex(([method]) => method === 'config') : -1;
      if (index >= 0) lane[index] = ['config', { ...(lane[index]?.[1] as object), ...(entry[1] as object) }];
      else lane = [...lane.filter((known) => !isVisibility(known) || !isVisibility(entry)), entry];
    },
  };
}
