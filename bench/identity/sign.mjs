// What a token costs: ours beside jose, jsonwebtoken, fast-jwt and node:crypto by hand, taken in turns.
import { createSecretKey } from 'node:crypto';
import { signWithJose } from './bare-jose.mjs';
import { signByHand } from './by-hand.mjs';
import { cpuTime } from './cpu-time.mjs';
import { load } from './packages.mjs';
import { EXPIRES_IN, SECRET, USER_ID } from './settings.mjs';
import { inTurn, ratio, table } from '../statistics.mjs';

const { signUserJwt, verifyUserJwt } = await load('@driftkit/identity-server');
const { default: jsonwebtoken } = await load('jsonwebtoken');
const { createSigner } = await load('fast-jwt');

const fastJwt = createSigner({ key: SECRET, algorithm: 'HS256', expiresIn: EXPIRES_IN * 1000 });
const keyObject = createSecretKey(Buffer.from(SECRET));
const SIGNERS = {
  'jose CompactSign, key cached': async () => (await signWithJose()).userJwt,
  'driftkit signUserJwt': () => signUserJwt({ userId: USER_ID, secret: SECRET }),
  jsonwebtoken: () => jsonwebtoken.sign({ sub: USER_ID }, SECRET, { expiresIn: EXPIRES_IN }),
  'jsonwebtoken, key object': () => jsonwebtoken.sign({ sub: USER_ID }, keyObject, { expiresIn: EXPIRES_IN }),
  'fast-jwt': () => fastJwt({ sub: USER_ID }),
  'createHmac by hand': () => signByHand().userJwt,
};

/** Before anything is timed: all of them sign what Drift asks for. */
async function assertSame() {
  for (const [name, sign] of Object.entries(SIGNERS)) {
    const { claims, expiresAt } = await verifyUserJwt(await sign(), { secret: SECRET, userId: USER_ID });
    if (expiresAt - claims.iat !== EXPIRES_IN) throw new Error(`${name} signs another lifetime.`);
  }
}

async function measure(sign, count, atOnce) {
  const start = process.hrtime.bigint();
  const cpuBefore = cpuTime();
  for (let i = 0; i < count; i += atOnce) await Promise.all(Array.from({ length: atOnce }, sign));
  const time = Number(process.hrtime.bigint() - start) / 1000 / count;
  return { time, cpu: (cpuTime() - cpuBefore) / count };
}

async function bench({ rounds, count }, atOnce) {
  for (const sign of Object.values(SIGNERS)) await measure(sign, count, atOnce);
  const found = [];
  for (let i = 0; i < rounds; i += 1) {
    const round = {};
    for (const [name, sign] of inTurn(SIGNERS, i)) round[name] = await measure(sign, count, atOnce);
    found.push(round);
  }
  return found;
}

/** Prints what a token costs; resolves with how the CPU time of `signUserJwt` stands to that of jose's `CompactSign`. */
export async function benchSign(settings) {
  await assertSame();
  const base = 'jose CompactSign, key cached';
  const print = (title, rounds, measured) =>
    console.log(`\n${title}\n${table(Object.keys(SIGNERS), rounds, measured, base, 1)}`);
  const single = await bench(settings, 1);
  print('Signing one after the other, µs per token', single, 'time');
  print('Signing one after the other, µs of CPU per token', single, 'cpu');
  const many = await bench(settings, 50);
  print('Signing 50 at once, µs per token', many, 'time');
  print('Signing 50 at once, µs of CPU per token', many, 'cpu');
  return ratio(single, 'cpu', 'driftkit signUserJwt', base);
}
