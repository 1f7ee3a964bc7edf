import { codeOf } from './attempt';
import type { Page, Pages } from './client';

/** The pages from a stored cursor on; from the first one where Drift no longer takes that cursor. */
export async function* pagesFrom(list: Pages, cursor: string | null): AsyncGenerator<Page> {
  let isRefused = false;
  if (cursor !== null) {
    let isFirst = true;
    try {
      for await (const page of list.pages({ cursor })) {
        isFirst = false;
        yield page;
      }
    } catch (error) {
      // A TypeError: another version of the client wrote it.
      isRefused = isFirst && (codeOf(error) === 'invalid' || error instanceof TypeError);
      if (!isRefused) throw error;
    }
    if (!isRefused) return;
  }
  yield* list.pages();
}
