import { useState } from 'preact/hooks';

/** Does something to the sandbox, and keeps the sentence that says why it did not work; null when it did. */
export function useTurn(): [failure: string | null, turn: (done: Promise<unknown>) => void] {
  const [failure, setFailure] = useState<string | null>(null);
  const turn = (done: Promise<unknown>): void => {
    done.then(
      () => setFailure(null),
      (error: Error) => setFailure(error.message),
    );
  };
  return [failure, turn];
}
