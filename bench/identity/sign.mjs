// Microseconds per token: ours beside bare jose, jsonwebtoken, fast-jwt and node:crypto by hand, taken in turns.
import { createHmac, createSecretKey } from 'node:crypto';
import { signWithJose } from './bare-jose.mjs';
import { load } from './packages.mjs';
import { EXPIRES_IN, HEADER, SECRET, USER_ID } from './settings.mjs';
import { inTurn, table } from './statistics.mjs';

const { signUserJwt, verifyUserJwt } = await load('@driftkit/identity-server');
const { default: jsonwebtoken } = await load('jsonwebtoken');
const { createSigner } = await load('fast-jwt');

const fastJwt = createSigner({ key: SECRET, algorithm: 'HS256', expiresIn: EXPIRES_IN * 1000 });
const keyObject = createSecretKey(Buffer.from(SECRET));
const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const encodedHeader = encoded(HEADER);

function signByHand() {
  const issuedAt = Math.floor(Date.now() / 1000);
  const input = `${encodedHeader}.${encoded({ sub: USER_ID, iat: issuedAt, exp: issuedAt + EXPIRES_IN })}`;
  return `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`;
}

const SIGNERS = {
  'bare jose, key cached': async () => (await signWithJose()).userJwt,
  'driftkit signUserJwt': () => signUserJwt({ userId: USER_ID, secret: SECRET }),
  jsonwebtoken: () => jsonwebtoken.sign({ sub: USER_ID }, SECRET, { expiresIn: EXPIRES_IN }),
  'jsonwebtoken, key object': () => jsonwebtoken.sign({ sub: USER_ID }, keyObject, { expiresIn: EXPIRES_IN }),
  'fast-jwt': () => fastJwt({ sub: USER_ID }),
  'node:crypto by hand': signByHand,
};

/** Before anything is timed: all of them sign what Drift asks for. */
async function assertSame() {
  for (const [name, sign] of Object.entries(SIGNERS)) {
    const { claims, expiresAt } = await verifyUserJwt(await sign(), { secret: SECRET, userId: USER_ID });
    if (expiresAt - claims.iat !== EXPIRES_IN) throw new Error(`${name} signs another lifetime.`);
  }
}

async function timeOf(sign, count, atOnce) {
  const start = process.hrtime.bigint();
  for (let i = 0; i < count; i += atOnce) await Promise.all(Array.from({ length: atOnce }, sign));
  return Number(process.hrtime.bigint() - start) / 1000 / count;
}

async function bench(rounds, count, atOnce) {
  for (const sign of Object.values(SIGNERS)) await timeOf(sign, count, atOnce);
  const runs = [];
  for (let round = 0; round < rounds; round += 1) {
    const run = {};
    for (const [name, sign] of inTurn(SIGNERS, round)) run[name] = await timeOf(sign, count, atOnce);
    runs.push(run);
  }
  return runs;
}

/** Prints the time of a token, one after the other and fifty at once; resolves with the runs. */
export async function benchSign({ rounds, count }) {
  await assertSame();
  const found = {};
  for (const atOnce of [1, 50]) {
    found[atOnce] = await bench(rounds, count, atOnce);
    console.log(atOnce === 1 ? '\nSigning, one after the other' : `\nSigning, ${atOnce} at once`);
    console.log(table(Object.keys(SIGNERS), found[atOnce], 'bare jose, key cached', 'µs', 1));
  }
  return found;
}
