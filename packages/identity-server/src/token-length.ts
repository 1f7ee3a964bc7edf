/** The longest token signed or read, in characters: far more than any real one, and a bound on work for a stranger. */
export const MAX_TOKEN_LENGTH = 16_384;
