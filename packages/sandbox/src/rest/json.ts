import { parse, parseNumberAndBigInt, stringify } from 'lossless-json';

/** JSON with every integer exact: one that no double holds is a bigint. Throws as `JSON.parse` does. */
export function parseJson(text: string): unknown {
  // Most bodies have no such number, and need no slower parser.
  return /\d{16}/.test(text) ? parse(text, null, { parseNumber: numberOf }) : JSON.parse(text);
}

function numberOf(digits: string): unknown {
  const number = Number(digits);
  return Number.isSafeInteger(number) || !/^-?\d+$/.test(digits) ? number : parseNumberAndBigInt(digits);
}

/** JSON in which a bigint is a number with all its digits, as Drift writes its ids. */
export function writeJson(value: unknown): string {
  return stringify(value) ?? 'null';
}
