import { RequestError } from '../http/request-error';

/** What is a mistake of the caller in process is a bad request over HTTP. */
export function refusing<T>(change: () => T): T {
  try {
    return change();
  } catch (error) {
    if (error instanceof TypeError) throw new RequestError('bad_request', error.message);
    throw error;
  }
}
