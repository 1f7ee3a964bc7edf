/** `login` and `logout`, with their promises. */
import { DriftError } from '../errors';
import { isOthers } from '../page/calls';
import { because } from '../messages';
import { othersBeside, pageRegistry } from '../registry';
import { readUser } from '../user';
import type { Contact, DriftUser } from '../user';
import type { LoginOutcome, LogoutOutcome } from './derive';
import { act } from './loop';
import { checkUserJwt } from './user-jwt';
import { NO_TOKEN } from './wanted';
import type { Token } from './wanted';
import type { World } from './world';

const inert = (): DriftError => new DriftError(typeof document === 'undefined' ? 'server' : 'disabled');

/** Checks a given token like a fetched one. A session without `getUserJwt` uses unsigned identities. */
function tokenOf({ rules }: World, contact: Contact, userJwt: string | undefined): Token {
  if (userJwt !== undefined)
    return { is: 'here', userJwt, until: checkUserJwt(userJwt, contact.id, Date.now()) };
  return rules.getUserJwt ? NO_TOKEN : { is: 'here', userJwt: undefined, until: Infinity };
}

export async function login(
  world: World,
  caller: string,
  user: object,
  given?: { id: string },
  userJwt?: string,
): Promise<LoginOutcome> {
  const { engine } = world;
  const failed = (error: DriftError): LoginOutcome => ({ status: 'failed', error });
  if (!engine.isActive) return failed(inert());
  if (isOthers(engine, caller)) return failed(new DriftError('conflict', [because('other_session')]));
  const contact = readUser(caller, user as DriftUser, engine.rules, given);
  if (contact instanceof DriftError) return failed(contact);
  try {
    const token = tokenOf(world, contact, userJwt);
    return await new Promise((resolve) =>
      act(world, { type: 'stated', contact, token }, (person) => ({
        word: 'login',
        person,
        resolve: resolve as (outcome: unknown) => void,
      })),
    );
  } catch (error) {
    engine.report(error as DriftError); // token_invalid, from the check of the token in hand
    return failed(error as DriftError);
  }
}

/** Logs out the instance that owns the page. All other instances drop the user they were to identify. */
export function logout(world: World): Promise<LogoutOutcome> {
  const { engine } = world;
  if (!engine.isActive) return Promise.resolve({ status: 'failed', error: inert() });
  const { session } = pageRegistry();
  const outcome = letGo(world);
  if (session && session !== engine.owner) return session.release() as Promise<LogoutOutcome>;
  const [user, ...others] = othersBeside(engine.owner);
  for (const other of others) other.disown();
  if (session) user?.disown();
  else void user?.release();
  return outcome;
}

/** Sets the user of this session to `null`. */
export function letGo(world: World): Promise<LogoutOutcome> {
  return new Promise((resolve) =>
    act(world, { type: 'stated', contact: null, token: NO_TOKEN }, (person) => ({
      word: 'logout',
      person,
      resolve: resolve as (outcome: unknown) => void,
    })),
  );
}
