import { RequestError } from '../http/request-error';
import type { Faults } from '../protocol';

/** The error for a request that a fault makes fail. A page sees a broken server. */
export function failedOnPurpose(fault: keyof Faults): RequestError {
  return new RequestError('failed_on_purpose', `The fault "${fault}" is on.`);
}

/** Throws `failedOnPurpose` where the fault is on. */
export function failIf(isOn: boolean, fault: keyof Faults): void {
  if (isOn) throw failedOnPurpose(fault);
}
