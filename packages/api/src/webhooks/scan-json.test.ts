import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanJson } from './scan-json';

const RUNS = Number(process.env.DRIFTKIT_RUNS ?? 300);

/** A JSON text, and what is true of it: keys may repeat, which `JSON.stringify` cannot write. */
interface Sample {
  readonly text: string;
  readonly hasTwice: boolean;
  readonly hasProto: boolean;
}

const plain = (text: string): Sample => ({ text, hasTwice: false, hasProto: false });

const joined = (parts: readonly Sample[], text: string): Sample => ({
  text,
  hasTwice: parts.some((part) => part.hasTwice),
  hasProto: parts.some((part) => part.hasProto),
});

function object(pairs: readonly (readonly [key: string, gap: string, value: Sample])[]): Sample {
  const keys = pairs.map(([key]) => JSON.parse(key) as string);
  const values = pairs.map(([, , value]) => value);
  const all = joined(
    values,
    `{${pairs.map(([key, gap, { text }]) => `${gap}${key}${gap}:${gap}${text}`).join()}}`,
  );
  return {
    text: all.text,
    hasTwice: all.hasTwice || new Set(keys).size < keys.length,
    hasProto: all.hasProto || keys.includes('__proto__'),
  };
}

const KEYS = [
  '"a"',
  '"\\u0061"',
  '"b"',
  '"c"',
  '"a\\""',
  '"a\\\\"',
  '"{"',
  '"__proto__"',
  '"\\u005f_proto__"',
];
const SCALARS = ['1', 'null', '"a"', '":"', '"\\\\"', '"{[\\"a\\":1"', '"__proto__"', '{}', '[]'];

const { value } = fc.letrec<{ value: Sample }>((tie) => {
  const pair = fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom('', ' ', '\r\n\t '), tie('value'));
  return {
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(...SCALARS).map(plain),
      fc
        .array(tie('value'), { maxLength: 3 })
        .map((items) => joined(items, `[${items.map(({ text }) => text).join()}]`)),
      fc.array(pair, { maxLength: 3 }).map(object),
    ),
  };
});

describe('scanJson', () => {
  it('finds a repeated key and a __proto__ wherever there is one, and nowhere else', () => {
    fc.assert(
      fc.property(value, ({ text, hasTwice, hasProto }) => {
        if (hasTwice) expect(() => scanJson(text)).toThrow('twice');
        else expect(scanJson(text)).toEqual({ hasProto });
      }),
      { numRuns: RUNS },
    );
  });

  it('lets through what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (json) => void scanJson(JSON.stringify(json))),
      { numRuns: RUNS },
    );
  });

  it('ends on any text, JSON or not', () => {
    const text = fc.string({ unit: fc.constantFrom('"', '\\', '{', '}', '[', ']', ':', 'a', ' ') });
    fc.assert(
      fc.property(text, (broken) => {
        try {
          scanJson(broken);
        } catch (error) {
          expect(error).toMatchObject({ code: 'body_invalid' });
        }
      }),
      { numRuns: RUNS },
    );
  });

  it.each([
    ['64 levels', '['.repeat(64), true],
    ['65 levels', '['.repeat(65), false],
    ['65 objects', '{"a":'.repeat(65), false],
    ['a million levels', '['.repeat(1_000_000), false],
    ['brackets in text', `"${'['.repeat(100)}"`, true],
    ['many siblings', `[${'{"a":1},'.repeat(1000)}1]`, true],
    ['a million backslashes', `"${'\\'.repeat(1_000_000)}"`, true],
  ])('bounds the depth: %s', (_, text, isFine) => {
    const scan = () => scanJson(text);
    if (isFine) expect(scan).not.toThrow();
    else expect(scan).toThrow('deeper than 64');
  });
});
