/** Allows one token request at a time. When nobody waits for it any more, it is aborted and its answer ignored. */
import { errorOf } from '../errors';
import type { Contact } from '../user';
import type { Fact } from './fold';
import { obtainUserJwt } from './user-jwt';
import type { GetUserJwt } from './user-jwt';
import { claimant, tokened } from './wanted';
import type { Flight, World } from './world';

/** Requests the token of the current user, or of one whom it may confirm. */
export function startFlight(world: World): void {
  dropFlight(world); // the app hears of it, and may set another user
  const contact = claimant(world.wanted);
  if (!contact) return;
  const flight: Flight = { token: { is: 'coming' } };
  world.flight = flight;
  world.wanted = tokened(world.wanted, flight.token);
  void fly(world, contact, flight).then((fact) => {
    if (world.flight !== flight) return;
    dropFlight(world); // after the deadline it may still run. The app hears of it, and may set another user
    if (isAwaited(world, flight)) world.heard(fact);
  });
}

async function fly({ options, report }: World, { user }: Contact, flight: Flight): Promise<Fact> {
  try {
    const { signal } = (flight.controller = new AbortController());
    const { getUserJwt, tokenTimeout: timeout } = options;
    const token = await obtainUserJwt(getUserJwt as GetUserJwt, user, { signal, timeout });
    return token ? { type: 'token', token: { is: 'here', ...token } } : { type: 'notLoggedIn' };
  } catch (cause) {
    const error = errorOf(cause, 'token_failed', cause);
    if (!flight.controller?.signal.aborted) report(error);
    return { type: 'token', token: { is: 'failed', error } };
  }
}

/** Whether the wanted user is still the one whom the token was requested for. */
const isAwaited = ({ wanted }: World, { token }: Flight): boolean =>
  'token' in wanted && wanted.token === token;

/** Aborts a request that nobody waits for any more. */
export function dropStaleFlight(world: World): void {
  if (world.flight && !isAwaited(world, world.flight)) dropFlight(world);
}

export function dropFlight(world: World): void {
  const { flight } = world;
  world.flight = undefined;
  flight?.controller?.abort();
}
