import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idForBody, idOf, parseExact, toJson } from './ids';

const int64 = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });

describe('ids are exact', () => {
  it('reads any int64 under any key that names an id, and writes it back digit by digit', () => {
    fc.assert(
      fc.property(int64, (id) => {
        const text = `{"data":{"id":${id},"contactId":${id},"participants":[${id},7],"extra":{"thing_id":${id}}}}`;
        const digits = String(id);
        expect(parseExact(text)).toEqual({
          data: { id: digits, contactId: digits, participants: [digits, '7'], extra: { thing_id: digits } },
        });
        expect(toJson({ userId: idForBody(digits, 'userId') })).toBe(`{"userId":${digits}}`);
      }),
      { numRuns: 200 },
    );
  });

  it('gives an integer that no number can hold as digits, also in a field that nobody documented', () => {
    expect(parseExact('{"strange":[{"value":9007199254740993}],"metrics":[1,-9007199254740995]}')).toEqual({
      strange: [{ value: '9007199254740993' }],
      metrics: [1, '-9007199254740995'],
    });
  });

  it('keeps numbers that are not ids, long fractions and times as numbers', () => {
    expect(parseExact('{"createdAt":1671223319461,"x":0.12345678901234567,"paid":1,"grid":2}')).toEqual({
      createdAt: 1671223319461,
      x: Number('0.12345678901234567'),
      paid: 1,
      grid: 2,
    });
  });

  it('keeps the numbers of your own attributes, and gives the external id as a string', () => {
    const text =
      '{"id":1,"attributes":{"order_id":5,"externalId":12345,"external_id":12345,"big":9007199254740993}}';
    expect(parseExact(text)).toEqual({
      id: '1',
      attributes: { order_id: 5, externalId: '12345', external_id: '12345', big: '9007199254740993' },
    });
  });

  it('reads a page with large ids as it reads one without', () => {
    const row = (id: string): string =>
      `{"id":${id},"name":"caf\\u00e9 \\"x\\"","on":true,"off":null,"list":[[1,{"userId":3}]],"n":-1.5e3}`;
    const [small, large] = ['12', '9007199254740993'].map((id) => parseExact(`{"data":[${row(id)}]}`)) as [
      { data: object[] },
      { data: object[] },
    ];
    expect({ ...large.data[0], id: '' }).toEqual({ ...small.data[0], id: '' });
  });

  it('takes the last of two equal keys, large ids or not, and no key reaches a prototype', () => {
    expect(parseExact('{"id":1,"id":2,"big":9007199254740993}')).toEqual({
      id: '2',
      big: '9007199254740993',
    });
    const parsed = parseExact('{"__proto__":{"isAdmin":true},"id":9007199254740993}') as object;
    expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
    expect((parsed as { isAdmin?: unknown }).isAdmin).toBeUndefined();
  });

  it('throws for half a body, large ids or not', () => {
    expect(() => parseExact('{"data":[{"id":12')).toThrow(SyntaxError);
    expect(() => parseExact('{"data":[{"id":9007199254740993')).toThrow(SyntaxError);
  });
});

describe('an id that goes in', () => {
  it('may be a string, a safe number or a bigint', () => {
    expect([idOf('123', 'id'), idOf(123, 'id'), idOf(9007199254740993n, 'id')]).toEqual([
      '123',
      '123',
      '9007199254740993',
    ]);
  });

  it.each([
    2 ** 53,
    -1,
    1.5,
    NaN,
    '',
    ' 1',
    '1e3',
    '0x10',
    '../users',
    2n ** 63n,
    '99999999999999999999',
    null,
    {},
    Symbol('x'),
  ])('is refused where it is %s', (value) => {
    expect(() => idOf(value as string, 'contactId')).toThrow(/^contactId /);
  });
});
