// A sample in every run; DRIFTKIT_RUNS=20000 for the long one. A failure prints the seed and path to replay it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIdentityHandler, IdentityError, signUserJwt, verifyUserJwt } from '../src/index';
import type { MaybeUser } from '../src/index';
import { handmade } from './handmade';

const secret = 'a-secret-of-at-least-thirty-two-bytes!';
const numRuns = Number(process.env.DRIFTKIT_RUNS ?? 200);
const long = { timeout: 60_000 + numRuns * 20 };
const friend = 'https://friend.example.org';

const TOKEN_CODE = /^token_(malformed|algorithm|signature|expired|not_yet_valid|subject|other_user)$/;
const anyText = fc.string({ unit: 'binary', maxLength: 60 });

/** What an id that is refused has in it, loosely: nothing visible, half a character, or the mark of a lost value. */
const DOUBTFUL =
  /^[\s\p{C}\p{Default_Ignorable_Code_Point}\u2800]*$|\p{Cs}|\ufffd|^\W*[:|]|[:|]\W*$|\$\{|\{\{|<%|=>|[)\]}]|""|undefined|null|NaN|true|false/u;

/** The claims of a token, or undefined where it is refused; anything but a coded refusal fails the property. */
async function claimsOf(token: string, userId?: string): Promise<object | undefined> {
  try {
    return (await verifyUserJwt(token, { secret, ...(userId !== undefined && { userId }) })).claims;
  } catch (error) {
    expect(error).toBeInstanceOf(IdentityError);
    expect((error as IdentityError).code).toMatch(TOKEN_CODE);
    return undefined;
  }
}

describe('tokens', () => {
  it('no text is a token by chance', long, async () => {
    const tokenLike = fc
      .tuple(fc.base64String(), fc.base64String(), fc.base64String())
      .map((parts) => parts.join('.'));
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyText, tokenLike), async (text) => {
        expect(await claimsOf(text)).toBeUndefined();
      }),
      { numRuns },
    );
  });

  it('no edit of a token changes what it says', long, async () => {
    const token = await signUserJwt({ userId: 'jane', secret });
    const before = await claimsOf(token);
    const edit = fc.record({ at: fc.nat(token.length), cut: fc.nat(3), insert: fc.string({ maxLength: 3 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
        const edited = edits.reduce(
          (text, { at, cut, insert }) => text.slice(0, at) + insert + text.slice(at + cut),
          token,
        );
        expect([undefined, before]).toContainEqual(await claimsOf(edited));
      }),
      { numRuns },
    );
  });

  it('no payload, though properly signed, breaks out of the refusals', long, async () => {
    const payload = fc.oneof(
      anyText,
      fc.json(),
      fc.dictionary(fc.constantFrom('sub', 'exp', 'nbf', 'iat', '__proto__'), fc.jsonValue()),
    );
    const header = fc.oneof(
      fc.constant({ alg: 'HS256' }),
      fc.json(),
      fc.dictionary(fc.constantFrom('alg', 'crit', 'b64', 'typ', 'kid'), fc.jsonValue()),
    );
    await fc.assert(
      fc.asyncProperty(payload, header, async (claims, protectedHeader) => {
        const found = await claimsOf(handmade({ key: secret, payload: claims, header: protectedHeader }));
        if (found) expect(found).toMatchObject({ sub: expect.stringMatching(/./su) as unknown });
      }),
      { numRuns },
    );
  });

  it('every id and every claim comes back as it went in', long, async () => {
    const registered = new Set(['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', '__proto__']);
    const claims = fc.dictionary(
      anyText.filter((name) => !registered.has(name)),
      fc.jsonValue({ maxDepth: 2 }),
    );
    await fc.assert(
      fc.asyncProperty(anyText, claims, async (userId, extra) => {
        const token = await signUserJwt({ userId, secret, claims: extra }).catch((error: unknown) => error);
        if (token instanceof TypeError) {
          expect(userId).toMatch(DOUBTFUL);
          return;
        }
        const {
          iat: _,
          exp: __,
          ...found
        } = (await claimsOf(token as string, userId)) as Record<string, unknown>;
        expect(JSON.stringify(found)).toBe(
          JSON.stringify({ sub: userId, ...(JSON.parse(JSON.stringify(extra)) as object) }),
        );
      }),
      { numRuns },
    );
  });
});

/** Everything a `getUser` can do, and whom it means. */
const getUsers: fc.Arbitrary<{ getUser: () => MaybeUser | Promise<MaybeUser>; who: string | undefined }> =
  fc.oneof(
    fc.string({ minLength: 1 }).map((id) => ({ getUser: () => ({ id }), who: id })),
    anyText.map((id) => ({ getUser: () => Promise.resolve({ id }), who: id })),
    fc.anything().map((value) => ({ getUser: () => value as MaybeUser, who: undefined })),
    fc.anything().map((value) => ({
      getUser: () => ({ id: value as string }),
      who: typeof value === 'string' ? value : undefined,
    })),
    fc.anything().map((reason) => ({ getUser: () => Promise.reject(reason), who: undefined })),
  );

const headerValue = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 40,
});
const origins = fc.oneof(
  headerValue,
  fc.constantFrom(friend, 'https://app.example.com', 'https://evil.example', 'null', ''),
);
const requests = fc.record({
  method: fc.constantFrom('GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'get', 'QUERY'),
  path: fc.webPath({ size: 'small' }),
  headers: fc.record(
    {
      host: fc.oneof(headerValue, fc.constant('app.example.com')),
      origin: origins,
      'sec-fetch-site': fc.oneof(
        headerValue,
        fc.constantFrom('same-origin', 'same-site', 'cross-site', 'none'),
      ),
      'access-control-request-method': headerValue,
      'access-control-request-headers': headerValue,
      cookie: headerValue,
      authorization: headerValue,
    },
    { requiredKeys: [] },
  ),
});

const CODES: Record<number, string> = {
  401: 'not_logged_in',
  403: 'origin_not_allowed',
  405: 'method_not_allowed',
  429: 'rate_limited',
  503: 'unavailable',
};

describe('requests', () => {
  it("no request gets a token but one for getUser's user, and none goes without a code", long, async () => {
    const limits = fc.constantFrom<unknown>('enough', { msBeforeNext: 10 }, 'down', undefined);
    await fc.assert(
      fc.asyncProperty(
        requests,
        getUsers,
        limits,
        async ({ method, path, headers }, { getUser, who }, limit) => {
          const consume = () => (limit === 'enough' ? Promise.resolve() : Promise.reject(limit));
          const options = {
            secret,
            getUser,
            origins: [friend],
            rateLimit: { consume },
            onError: () => undefined,
          };
          const request = new Request(`https://app.example.com${path}`, { method, headers });
          const response = await createIdentityHandler(options)(request);
          await assertLawful(request, response, who);
        },
      ),
      { numRuns },
    );
  });
});

async function assertLawful({ method }: Request, response: Response, who: string | undefined): Promise<void> {
  const { status, headers } = response;
  const text = await response.text();
  expect(headers.get('cache-control')).toBe('no-store');
  expect([null, friend]).toContain(headers.get('access-control-allow-origin'));
  expect(text).not.toContain(secret);
  if (status === 200) {
    const { userId, userJwt } = JSON.parse(text) as { userId: string; userJwt: string };
    expect(userId).toBe(who);
    expect(await claimsOf(userJwt, who)).toBeDefined();
  } else if (status === 204 || method === 'HEAD') {
    expect(text).toBe('');
  } else {
    expect(JSON.parse(text)).toMatchObject({ error: { code: CODES[status] } });
  }
}
