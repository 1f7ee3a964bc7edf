// What a careful person writes by hand: jose as its README shows it, with the key imported once.
import { load } from './packages.mjs';
import { EXPIRES_IN, HEADER, SECRET, USER_ID } from './settings.mjs';

const { SignJWT } = await load('jose');
const bytes = new TextEncoder().encode(SECRET);
const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);

export async function signWithJose() {
  const issuedAt = Math.floor(Date.now() / 1000);
  const expiresAt = issuedAt + EXPIRES_IN;
  const userJwt = await new SignJWT({ sub: USER_ID, iat: issuedAt, exp: expiresAt })
    .setProtectedHeader(HEADER)
    .sign(key);
  return { userJwt, expiresAt };
}
