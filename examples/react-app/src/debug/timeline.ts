/** What driftkit did, in order, each with a sentence that says why. */
export interface TimelineEntry {
  id: number;
  at: Date;
  kind: 'call' | 'state' | 'identity' | 'event' | 'error';
  title: string;
  sentence: string;
}

const MOST = 200;
const listeners = new Set<() => void>();
let entries: readonly TimelineEntry[] = [];
let count = 0;

export const timeline = {
  /** The newest first; of too many the oldest go. */
  get: (): readonly TimelineEntry[] => entries,
  add(entry: Omit<TimelineEntry, 'id' | 'at'>): void {
    entries = [{ ...entry, id: ++count, at: new Date() }, ...entries].slice(0, MOST);
    for (const listener of listeners) listener();
  },
  clear(): void {
    entries = [];
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};
