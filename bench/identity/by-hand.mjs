// The same with createHmac, as short as it can be written: what a token costs at least in Node.
import { createHmac } from 'node:crypto';
import { EXPIRES_IN, HEADER, SECRET, USER_ID } from './settings.mjs';

const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const encodedHeader = encoded(HEADER);

export function signByHand() {
  const issuedAt = Math.floor(Date.now() / 1000);
  const expiresAt = issuedAt + EXPIRES_IN;
  const input = `${encodedHeader}.${encoded({ sub: USER_ID, iat: issuedAt, exp: expiresAt })}`;
  return { userJwt: `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`, expiresAt };
}
