import { LONGEST_DELAY } from './clock';

/** Tasks for later, by the sandbox's clock. When the clock is moved forward, tasks that are due run at once. */
export interface Timetable {
  /** Runs the task after this time. Returns a function that cancels it. */
  after(milliseconds: number, task: () => void): () => void;
  /** Runs every task that is due, the earliest first. */
  runDue(): void;
  /** Cancels every task. */
  clear(): void;
}

interface Task {
  due: number;
  run: () => void;
}

export function createTimetable(now: () => number): Timetable {
  const tasks = new Set<Task>();
  let timer: NodeJS.Timeout | undefined;

  const earliest = (): Task | undefined => {
    let first: Task | undefined;
    for (const task of tasks) if (!first || task.due < first.due) first = task;
    return first;
  };
  // One timer, for the earliest. It keeps no process alive.
  const arm = (): void => {
    clearTimeout(timer);
    const next = earliest();
    if (!next) return;
    timer = setTimeout(runDue, Math.min(Math.max(next.due - now(), 1), LONGEST_DELAY)).unref();
  };
  const runDue = (): void => {
    for (let next = earliest(); next && next.due <= now(); next = earliest()) {
      tasks.delete(next);
      next.run();
    }
    arm();
  };
  return {
    after(milliseconds, run) {
      const task: Task = { due: now() + milliseconds, run };
      tasks.add(task);
      if (earliest() === task) arm();
      return () => void tasks.delete(task);
    },
    runDue,
    clear() {
      tasks.clear();
      clearTimeout(timer);
    },
  };
}
