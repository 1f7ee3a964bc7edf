import { codeOf } from '../export/attempt';

/** Null where Drift does not have it. */
export async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (codeOf(error) === 'not_found') return null;
    throw error;
  }
}
