/** Allows one token request at a time. A request for another person is aborted, and its late answer is ignored. */
import { DriftError } from '../errors';
import type { Contact } from '../user';
import type { Fact } from './fold';
import { obtainUserJwt } from './user-jwt';
import { claimant, tokened } from './wanted';
import type { World } from './world';

/** Requests the token of the current user. */
export function startFlight(world: World, contact: Contact): void {
  const { person } = world.wanted;
  const controller = createController();
  if (controller instanceof DriftError) {
    world.report(controller);
    world.wanted = tokened(world.wanted, { is: 'failed', error: controller });
    return;
  }
  world.flight?.controller.abort();
  const { is } = world.wanted;
  const flight = (world.flight = { is, person, id: contact.id, controller });
  world.wanted = tokened(world.wanted, { is: 'coming' });
  void fly(world, contact, flight).then((fact) => {
    if (world.flight !== flight) return;
    world.flight = undefined;
    controller.abort(); // what was given up at the deadline need not go on
    world.heard(fact);
  });
}

/** Old environments have no AbortController: then no token can be requested, and the error says why. */
function createController(): AbortController | DriftError {
  try {
    return new AbortController();
  } catch (cause) {
    return new DriftError('token_failed', [String(cause)], { cause });
  }
}

async function fly(
  { options, report }: World,
  { user }: Contact,
  { person, id, controller }: NonNullable<World['flight']>,
): Promise<Fact> {
  const { signal } = controller;
  const asked = { type: 'token', person, id } as const;
  try {
    const token = await obtainUserJwt(options.getUserJwt as NonNullable<typeof options.getUserJwt>, user, {
      signal,
      timeout: options.tokenTimeout,
    });
    return token ? { ...asked, token: { is: 'here', ...token } } : { ...asked, type: 'notLoggedIn' };
  } catch (cause) {
    const isOurs = cause instanceof DriftError;
    const error = isOurs ? cause : new DriftError('token_failed', [String(cause)], { cause });
    if (!signal.aborted) report(error);
    return { ...asked, token: { is: 'failed', error } };
  }
}

/** Aborts a request for any other user. */
export function keepFlight(world: World): void {
  const { flight, wanted } = world;
  const isTheirs =
    flight?.is === wanted.is && flight.person === wanted.person && flight.id === claimant(wanted)?.id;
  if (!isTheirs) dropFlight(world);
}

export function dropFlight(world: World): void {
  world.flight?.controller.abort();
  world.flight = undefined;
}
