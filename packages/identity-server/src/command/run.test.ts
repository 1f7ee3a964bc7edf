import { beforeEach, describe, expect, it, vi } from 'vitest';
import { signClaims, signUserJwt } from '../sign-user-jwt';
import { runCommand } from './run';

const secret = 'a-secret-of-at-least-thirty-two-bytes!';
const noon = Date.parse('2026-11-21T12:00:00Z');

/** What a call of the command prints, and its exit code. */
async function call(
  args: string[],
  { stdin = '', env = {}, now = noon }: { stdin?: string; env?: object; now?: number } = {},
) {
  const printed = { out: '', err: '' };
  const code = await runCommand(args, {
    env: env as Record<string, string>,
    readStdin: () => Promise.resolve(stdin),
    out: (text) => void (printed.out += text),
    err: (text) => void (printed.err += text),
    now: () => now,
  });
  return { code, ...printed };
}

// The short secrets in here warn, once per process.
beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined));

const env = { DRIFT_SIGNING_SECRET: secret };
const tokenWith = (claims: Record<string, unknown>) => signClaims(claims, secret);
const tokenFor = (userId: string, options = {}) =>
  signUserJwt({ userId, secret, now: () => noon, ...options });

describe('sign', () => {
  it('prints a token and nothing else, with the secret from the environment', async () => {
    expect(await call(['sign', 'user_1'], { env })).toEqual({
      code: 0,
      out: `${await tokenFor('user_1')}\n`,
      err: '',
    });
  });

  it('takes the secret from standard input, without its line end', async () => {
    const { out } = await call(['sign', 'user_1', '--secret-stdin'], { stdin: `${secret}\n` });
    expect(out).toBe(`${await tokenFor('user_1')}\n`);
  });

  it('takes a lifetime and claims', async () => {
    const { out } = await call(['sign', 'a', '--expires-in', '7200', '--claims', '{"plan":"pro"}'], { env });
    expect(out).toBe(
      `${await tokenFor('a', { expiresIn: 7200, maxExpiresIn: 7200, claims: { plan: 'pro' } })}\n`,
    );
  });

  it.each([
    ['no secret', ['sign', 'a'], {}, /set DRIFT_SIGNING_SECRET/],
    ['an empty standard input', ['sign', 'a', '--secret-stdin'], {}, /standard input is empty/],
    ['a secret as an argument', ['sign', 'a', '--secret', secret], { env }, /stays in the shell's history/],
    ['two secrets', ['sign', 'a', '--secret-stdin'], { stdin: 'a\nb' }, /takes one secret/],
    ['no user', ['sign'], { env }, /takes a user id/],
    ['a lost user', ['sign', 'undefined'], { env }, /lost on its way/],
    ['claims that are no JSON', ['sign', 'a', '--claims', 'plan=pro'], { env }, /must be a JSON object/],
    ['a registered claim', ['sign', 'a', '--claims', '{"sub":"b"}'], { env }, /may not contain "sub"/],
    ['a lifetime in words', ['sign', 'a', '--expires-in', '5m'], { env }, /must be a number/],
    ['an option of another command', ['sign', 'a', '--user-id', 'b'], { env }, /does not take --user-id/],
    ['an option nobody knows', ['sign', 'a', '--forever'], { env }, /--forever/],
    ['a command nobody knows', ['toString'], { env }, /driftkit-identity sign <userId>/],
    ['nothing', [], { env }, /driftkit-identity sign <userId>/],
  ])('exits with 2 and says what to do for %s', async (_, args, world, message) => {
    const { code, out, err } = await call(args, world);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(err).not.toContain(secret);
  });
});

describe('verify', () => {
  it('prints the claims of a token that holds', async () => {
    const { code, out } = await call(['verify', await tokenFor('a'), '--user-id', 'a'], { env });
    expect({ code, out: JSON.parse(out) as unknown }).toEqual({
      code: 0,
      out: { sub: 'a', iat: noon / 1000, exp: noon / 1000 + 300 },
    });
  });

  it('exits with 1 and the code of the reason for one that does not', async () => {
    const token = await tokenFor('a');
    expect(await call(['verify', token, '--user-id', 'b'], { env })).toMatchObject({ code: 1, out: '' });
    const late = await call(['verify', token], { env, now: noon + 300_000 });
    expect(late).toEqual({
      code: 1,
      out: '',
      err: 'token_expired: The token expired at 2026-11-21T12:05:00.000Z.\n',
    });
    expect((await call(['verify', token, '--clock-tolerance', '5'], { env, now: noon + 300_000 })).code).toBe(
      0,
    );
  });

  it('reads the token from standard input', async () => {
    expect((await call(['verify', '-'], { env, stdin: `${await tokenFor('a')}\n` })).code).toBe(0);
    const both = await call(['verify', '-', '--secret-stdin'], { stdin: secret });
    expect(both).toMatchObject({ code: 2, err: expect.stringContaining('not both') as unknown });
  });

  it('tries each line of standard input as a secret and says which one signed', async () => {
    const { err } = await call(['verify', await tokenFor('a'), '--secret-stdin'], {
      stdin: `another\r\n${secret}\r\n`,
    });
    expect(err).toBe('Signed with secret 2 of 2.\n');
  });

  it('says that a token without exp never expires', async () => {
    const sample =
      'eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.22H1g2b8yxmkcEY1Fhku4AhNl-M40P5Sl_B2ktSUdv8';
    const { code, err } = await call(['verify', sample], {
      env: { DRIFT_SIGNING_SECRET: 'your-256-bit-secret' },
    });
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('never expires') as unknown });
  });
});

describe('inspect', () => {
  it('says what is in a token and what becomes of it in each mode', async () => {
    const token = await tokenFor('user_1', { claims: { plan: 'pro' } });
    expect((await call(['inspect', token], { env, now: noon + 3_000 })).out).toBe(`Token
  algorithm  HS256
  subject    "user_1"
  issued     2026-11-21T12:00:00Z (3 s ago)
  expires    2026-11-21T12:05:00Z (in 4 min 57 s)
  plan       "pro"
  signature  made with this secret

What Drift does with it
  DISABLED   It does not look at the token: the visitor is whoever drift.identify names, without proof.
  ENABLED    It takes the token: the visitor is the subject, proven.
  REQUIRED   It takes the token: the visitor is the subject, proven.
`);
  });

  it('says that an expired token falls back or is refused', async () => {
    const { code, out } = await call(['inspect', await tokenFor('a')], { env, now: noon + 86_700_000 });
    expect(code).toBe(1);
    expect(out).toContain('expires    2026-11-21T12:05:00Z (1 day ago)');
    expect(out).toContain('signature  made with this secret');
    expect(out).toContain('It does not hold. The token expired at 2026-11-21T12:05:00.000Z.');
    expect(out).toMatch(/ENABLED +It falls back to the unsigned identity/);
    expect(out).toMatch(/REQUIRED +It refuses: .* no chat appears at all/);
  });

  it('tells a wrong secret from every other fault', async () => {
    const { out } = await call(['inspect', await tokenFor('a')], {
      env: { DRIFT_SIGNING_SECRET: `${secret}!` },
    });
    expect(out).toContain('signature  made with another secret, or edited');
    expect(out).not.toContain(secret);
  });

  it('works without the secret, and then leaves the signature open', async () => {
    const { out } = await call(['inspect', await tokenFor('a')]);
    expect(out).toContain('signature  not checked: no secret was given');
    expect(out).toMatch(/REQUIRED +If the signature is right it takes the token/);
  });

  it.each([
    ['an expired token', ['inspect'], { now: noon + 300_000 }, /expired at/],
    ['the token of another user', ['inspect', '--user-id', 'b'], {}, /another user's.*does not document/],
  ])('finds %s without the secret too', async (_, args, world, message) => {
    expect((await call([...args, await tokenFor('a')], world)).out).toMatch(message);
  });

  it('names the algorithm that Drift does not take', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const { out } = await call(['inspect', `${part({ alg: 'none' })}.${part({ sub: 'a' })}.`]);
    expect(out).toContain('algorithm  none');
    expect(out).toContain('expires    never');
    expect(out).toContain('not signed with HS256');
  });

  it('lets no token steer the terminal', async () => {
    const steering = '\u001b[2J\u009b31m\u202e';
    const token = await tokenFor(`a${steering}`, { claims: { [steering]: steering } });
    for (const args of [
      ['inspect', token],
      ['verify', token],
    ]) {
      const { out } = await call(args, { env });
      expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
      expect(out).toContain('\\u001b[2J');
    }
    expect(JSON.parse((await call(['verify', token], { env })).out)).toMatchObject({ sub: `a${steering}` });
  });

  it('exits with 1 for every token that does not hold, with and without the secret', async () => {
    const token = await tokenFor('a');
    const bad = [
      token.slice(0, -1),
      `${token}=`,
      `${token} `,
      token.replace(/.$/, (last) => String.fromCharCode(last.charCodeAt(0) + 1)),
      await tokenWith({ sub: 'undefined' }),
      await tokenWith({ sub: 'a', exp: 1e12 }),
      await tokenFor('a', { now: () => noon - 3_600_000 }),
    ];
    for (const given of bad) {
      for (const world of [{ env }, {}]) {
        const { code, out } = await call(['inspect', given], world);
        expect({ code, out }).toEqual({ code: 1, out: expect.stringContaining('It ') as unknown });
        expect(out).toMatch(/REQUIRED +It refuses/);
      }
    }
    for (const world of [{ env }, {}]) expect((await call(['inspect', token], world)).code).toBe(0);
    expect((await call(['inspect', token, '--user-id', 'b'])).code).toBe(1);
  });

  it.each([
    'signature',
    'signature  made with this secret',
    'signature:',
    'not-before',
    'not_before',
    'expires',
    'Expires',
    'REQUIRED',
    'plan\n  signature  made with this secret',
    `plan${' '.repeat(200)}signature  made with this secret`,
    'plan\u00a0\u00a0signature',
    '',
    '__proto__x',
  ])('lets no claim forge a row of its table by the name %j', async (name) => {
    const claims = { [name]: 'x', plan: `pro${' '.repeat(200)}signature  made with this secret` };
    const { out } = await call(['inspect', await tokenFor('a', { claims })], {
      env: { DRIFT_SIGNING_SECRET: `${secret}!` },
    });
    const rows = ['algorithm', 'subject', 'issued', 'expires', 'plan', 'signature'];
    expect(out.match(/^ {2}[^ "]\S*/gm)).toEqual(
      [...rows, 'DISABLED', 'ENABLED', 'REQUIRED'].map((row) => `  ${row}`),
    );
    expect(out).toContain('  signature  made with another secret, or edited');
    expect(out).not.toMatch(/(?<=\S) {2,}(signature|made with this)/);
  });

  it.each(['HS256  x', 'HS256\u009b', { a: 1 }, 'x'.repeat(30)])('quotes the algorithm %j', async (alg) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const { out } = await call(['inspect', `${part({ alg })}.${part({ sub: 'a' })}.`]);
    expect(out).toMatch(/algorithm +["{]/);
  });

  it('says so when nothing can be read', async () => {
    const { code, out } = await call(['inspect', 'not-a-token'], { env });
    expect(code).toBe(1);
    expect(out).toMatch(/^This is no compact JWT/);
  });
});

describe('secret', () => {
  it('prints a new secret of 32 random bytes each time', async () => {
    const [one, two] = [await call(['secret']), await call(['secret'])];
    expect(one.out).toMatch(/^[\w-]{43}\n$/);
    expect(one.out).not.toBe(two.out);
    expect(one.err).toMatch(/Drift's settings/);
  });
});

it('--help prints what there is', async () => {
  expect(await call(['--help'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('--secret-stdin') as unknown,
  });
});
