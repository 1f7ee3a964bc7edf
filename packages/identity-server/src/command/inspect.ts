import { CompactSign, base64url, decodeJwt, decodeProtectedHeader } from 'jose';
import type { JWTPayload, ProtectedHeaderParameters } from 'jose';
import { IdentityError } from '../errors';
import type { IdentityErrorCode } from '../errors';
import { printable, quoted } from '../printable';
import { assertTokenShape, hasSignature, otherSignature, verifyUserJwt } from '../verify-user-jwt';
import { timeInWords } from './time-in-words';

/** The token to inspect, and what to check it with. */
interface Inspection {
  token: string;
  /** Without a secret, everything but the signature is checked. */
  secrets: readonly string[];
  /** The id given to `drift.identify`, to compare with the subject. */
  userId?: string | undefined;
  now: number;
}

/** How the token would fare: `unchecked` means no secret was there to check with. */
type Verdict = { is: 'valid' | 'unchecked' } | { is: 'invalid'; code: IdentityErrorCode; why: string };

/**
 * What is in a token, and what Drift would do with it in each of its three modes, in words; and whether it holds, as far as
 * that can be known.
 */
export async function inspectToken(inspection: Inspection): Promise<{ text: string; holds: boolean }> {
  const decoded = decode(inspection.token);
  const verdict = await judge(inspection);
  const signature = signatureInWords(inspection, verdict);
  const facts = decoded && [...contents(decoded, inspection.now), ['signature', signature] as const];
  const lines = [
    ...(facts ? ['Token', ...rows(facts)] : ['This is no compact JWT: nothing in it can be read.']),
    ...(verdict.is === 'invalid' ? ['', `It does not hold. ${verdict.why}${doubt(verdict.code)}`] : []),
    '',
    'What Drift does with it',
    ...rows(fates(verdict)),
    '',
  ];
  return { text: lines.join('\n'), holds: verdict.is !== 'invalid' };
}

interface Decoded {
  header: ProtectedHeaderParameters;
  claims: JWTPayload;
}

function decode(token: string): Decoded | undefined {
  try {
    return { header: decodeProtectedHeader(token), claims: decodeJwt(token) };
  } catch {
    return undefined;
  }
}

async function judge({ token, secrets, userId, now }: Inspection): Promise<Verdict> {
  const options = { now: () => now, ...(userId !== undefined && { userId }) };
  try {
    if (secrets.length > 0) await verifyUserJwt(token, { ...options, secret: secrets });
    else await judgeWithoutSecret(token, options);
    return { is: secrets.length > 0 ? 'valid' : 'unchecked' };
  } catch (error) {
    if (error instanceof IdentityError) return { is: 'invalid', code: error.code, why: error.message };
    throw error;
  }
}

/** Under a signature of our own, everything but the signature is judged as it always is. */
async function judgeWithoutSecret(
  token: string,
  options: { now: () => number; userId?: string },
): Promise<void> {
  assertTokenShape(token);
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const own = await resigned(token, secret);
  await verifyUserJwt(own ?? token, { ...options, secret });
  if (!hasSignature(token)) throw otherSignature(1);
}

async function resigned(token: string, secret: Uint8Array): Promise<string | undefined> {
  const payload = token.split('.')[1] ?? '';
  if (decode(token)?.header.alg !== 'HS256') return undefined;
  return new CompactSign(base64url.decode(payload)).setProtectedHeader({ alg: 'HS256' }).sign(secret);
}

type Row = readonly [name: string, text: string];

function contents({ header, claims }: Decoded, now: number): Row[] {
  const { sub, iat, nbf, exp, ...others } = claims as Record<string, unknown>;
  return [
    ['algorithm', algorithmInWords(header.alg)],
    ['subject', sub === undefined ? 'none' : foreign(sub)],
    ...(iat === undefined ? [] : [['issued', timeInWords(iat, now)] as const]),
    ...(nbf === undefined ? [] : [['not before', timeInWords(nbf, now)] as const]),
    ['expires', exp === undefined ? 'never: whoever has it can use it for ever' : timeInWords(exp, now)],
    ...Object.entries(others).map(([name, value]): Row => [nameInWords(name), foreign(value)]),
  ];
}

/** A value as the token has it: JSON, and nothing that steers the terminal. */
const foreign = (value: unknown): string => printable(JSON.stringify(value));

const algorithmInWords = (alg: unknown): string =>
  typeof alg === 'string' && /^[\w-]{1,20}$/.test(alg) ? alg : alg === undefined ? 'missing' : foreign(alg);

const OWN_ROWS = new Set(['algorithm', 'subject', 'issued', 'not before', 'expires', 'signature']);

/** The name of a claim as it is; in quotes where it looks like a row of this table, `signature:` and `not-before` too. */
const nameInWords = (name: string): string =>
  /^[a-z][\w.:/-]{0,60}$/.test(name) && !OWN_ROWS.has(name.replace(/[\W_]+/g, ' ').trim())
    ? name
    : quoted(name);

function signatureInWords({ secrets }: Inspection, verdict: Verdict): string {
  if (secrets.length === 0) return 'not checked: no secret was given';
  if (verdict.is === 'invalid' && verdict.code === 'token_signature')
    return 'made with another secret, or edited';
  return verdict.is === 'invalid' && BEFORE_SIGNATURE.has(verdict.code)
    ? 'not checked'
    : 'made with this secret';
}

/** Refused before anyone looks at the signature. */
const BEFORE_SIGNATURE = new Set<IdentityErrorCode>(['token_malformed', 'token_algorithm']);

/** Drift's documents ask for equal ids and are silent about unequal ones. */
const doubt = (code: IdentityErrorCode): string =>
  code === 'token_other_user' ? ' Drift does not document what it does then; below, it refuses.' : '';

/** The three settings of signed identities (devdocs: Securing Drift on your site using signed identities). */
function fates(verdict: Verdict): Row[] {
  const anyone = 'whoever drift.identify names, without proof';
  return [
    ['DISABLED', `It does not look at the token: the visitor is ${anyone}.`],
    ['ENABLED', enabledFate(verdict, anyone)],
    ['REQUIRED', requiredFate(verdict)],
  ];
}

function enabledFate({ is }: Verdict, anyone: string): string {
  if (is === 'valid') return 'It takes the token: the visitor is the subject, proven.';
  const fallback = `falls back to the unsigned identity: the visitor is ${anyone}.`;
  return is === 'invalid'
    ? `It ${fallback}`
    : `If the signature is right it takes the token, else it ${fallback}`;
}

function requiredFate({ is }: Verdict): string {
  if (is === 'valid') return 'It takes the token: the visitor is the subject, proven.';
  const nothing = 'the identity is not consulted, and as sites have seen, no chat appears at all.';
  return is === 'invalid'
    ? `It refuses: ${nothing}`
    : `If the signature is right it takes the token, else ${nothing}`;
}

const rows = (list: readonly Row[]): string[] => list.map(([name, text]) => `  ${name.padEnd(10)} ${text}`);
