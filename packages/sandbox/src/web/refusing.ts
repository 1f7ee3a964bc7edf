import { RequestError } from '../http/request-error';

/** Turns a `TypeError` of the change into a bad request. */
export function refusing<T>(change: () => T): T {
  try {
    return change();
  } catch (error) {
    if (error instanceof TypeError) throw new RequestError('bad_request', error.message);
    throw error;
  }
}
