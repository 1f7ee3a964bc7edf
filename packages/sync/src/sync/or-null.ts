import { codeOf } from '../export/attempt';

/** Resolves to null when Drift answers `not_found`. */
export async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (codeOf(error) === 'not_found') return null;
    throw error;
  }
}
