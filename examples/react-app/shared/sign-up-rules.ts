export const SHORTEST_PASSWORD = 10;

/** One `@`, something on both sides, no space: the mail itself finds out the rest. */
export const isEmail = (text: string): boolean => /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(text);
