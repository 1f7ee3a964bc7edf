import { DriftError } from '../errors';
import type { Report } from '../errors';
import type { Person, SessionEvent } from './states';
import { obtainUserJwt } from './user-jwt';
import type { GetUserJwt } from './user-jwt';
import type { Contact } from './user';

/** At most one request for a token is under way; another person's is aborted, and whatever it still brings is thrown away. */
export interface TokenFlight {
  start(person: Person, contact: Contact): void;
  isOn(): boolean;
  /** Aborts a flight that is not this person's. */
  keepOnly(person: Person, contact: Contact | undefined): void;
}

export interface TokenFlightOptions {
  getUserJwt: GetUserJwt;
  timeout: number;
  report: Report;
  dispatch: (event: SessionEvent) => void;
}

/** Old environments have none: then no token can be asked for, and the reason is said. */
function createController(): AbortController | DriftError {
  try {
    return new AbortController();
  } catch (cause) {
    return new DriftError('token_failed', [String(cause)], { cause });
  }
}

export function createTokenFlight({
  getUserJwt,
  timeout,
  report,
  dispatch,
}: TokenFlightOptions): TokenFlight {
  let flight: { person: Person; id: string; controller: AbortController } | undefined;

  async function fly(person: Person, contact: Contact, signal: AbortSignal): Promise<SessionEvent> {
    const asked = { person, id: contact.id };
    try {
      const token = await obtainUserJwt(getUserJwt, contact.user, { signal, timeout });
      return token
        ? { type: 'token', ...asked, token: { is: 'here', ...token } }
        : { type: 'notLoggedIn', ...asked, token: { is: 'none' } };
    } catch (thrown) {
      const error =
        thrown instanceof DriftError
          ? thrown
          : new DriftError('token_failed', [String(thrown)], { cause: thrown });
      if (!signal.aborted) report(error);
      return { type: 'token', ...asked, token: { is: 'failed', error } };
    }
  }

  return {
    start(person, contact) {
      flight?.controller.abort();
      const controller = createController();
      if (controller instanceof DriftError) {
        report(controller);
        return dispatch({
          type: 'token',
          person,
          id: contact.id,
          token: { is: 'failed', error: controller },
        });
      }
      const own = { person, id: contact.id, controller };
      flight = own;
      dispatch({ type: 'token', person, id: contact.id, token: { is: 'coming' } });
      void fly(person, contact, controller.signal).then((event) => {
        if (flight !== own) return;
        flight = undefined;
        controller.abort(); // what was given up at the deadline need not go on
        dispatch(event);
      });
    },
    isOn: () => flight !== undefined,
    keepOnly(person, contact) {
      if (!flight || (flight.person === person && flight.id === contact?.id)) return;
      flight.controller.abort();
      flight = undefined;
    },
  };
}
