/** `login` and `logout`, with their promises. */
import { DriftError } from '../errors';
import { refuseBesideSession, otherOwner } from '../page/calls';
import { because } from '../messages';
import { pageRegistry, tellOthersToLetGo } from '../registry';
import { readUser } from '../user';
import type { Contact, DriftUser } from '../user';
import type { LoginOutcome, LogoutOutcome } from './derive';
import { act } from './loop';
import { checkUserJwt } from './user-jwt';
import { NO_TOKEN } from './wanted';
import type { Token } from './wanted';
import type { World } from './world';

const inactiveError = (): DriftError =>
  new DriftError(typeof document === 'undefined' ? 'server' : 'disabled');

/** Checks a given token like a fetched one. A session without `getUserJwt` uses unsigned identities. */
function tokenOf({ options }: World, contact: Contact, userJwt: string | undefined): Token {
  if (userJwt !== undefined) return { is: 'here', userJwt, until: checkUserJwt(userJwt, contact.id) };
  return options.getUserJwt ? NO_TOKEN : { is: 'here', userJwt: undefined, until: Infinity };
}

export async function login(
  world: World,
  caller: string,
  user: object,
  given?: { id: string },
  userJwt?: string,
): Promise<LoginOutcome> {
  const failed = (error: DriftError): LoginOutcome => ({ status: 'failed', error });
  if (!world.isActive) return failed(inactiveError());
  if (refuseBesideSession(world, caller))
    return failed(new DriftError('conflict', [because('other_session')]));
  const contact = readUser(caller, user as DriftUser, world.rules, given);
  if (contact instanceof DriftError) return failed(contact);
  try {
    const token = tokenOf(world, contact, userJwt);
    if (!world.isClosed) pageRegistry().told.add(world);
    return (await setAndWait(world, contact, token)) as LoginOutcome;
  } catch (error) {
    world.report(error as DriftError); // token_invalid, from the check of the token in hand
    return failed(error as DriftError);
  }
}

/** Logs out the instance that owns the page. All other instances drop the user they were to identify. */
export function logout(world: World): Promise<LogoutOutcome> {
  if (!world.isActive) return Promise.resolve({ status: 'failed', error: inactiveError() });
  const outcome = setNobody(world);
  const hasOwner = otherOwner(world) !== undefined;
  const theirs = tellOthersToLetGo(world, pageRegistry().session === world);
  return hasOwner ? (theirs as Promise<LogoutOutcome>) : outcome;
}

/** Sets the user of this session to `null`. */
export function setNobody(world: World): Promise<LogoutOutcome> {
  pageRegistry().told.delete(world);
  return setAndWait(world, null, NO_TOKEN) as Promise<LogoutOutcome>;
}

const setAndWait = (
  world: World,
  contact: Contact | null,
  token: Token,
): Promise<LoginOutcome | LogoutOutcome> =>
  new Promise((resolve) => act(world, { type: 'stated', contact, token }, resolve));
