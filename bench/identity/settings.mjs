// One secret and one user for every subject, so that all of them sign the same token.
export const SECRET = 'a-secret-of-the-length-that-drift-issues';
export const USER_ID = '682938';
export const EXPIRES_IN = 300;
export const HEADER = { typ: 'JWT', alg: 'HS256' };
