import { expect, test } from 'vitest';
import { createAttributeTypes } from './attribute-types';

test('the first value fixes the type of an attribute; later values of another type are dropped', () => {
  const types = createAttributeTypes();
  expect(types.admit({ plan: 'pro', seats: 3 })).toEqual({ applied: { plan: 'pro', seats: 3 }, ignored: [] });
  expect(types.admit({ plan: 1, seats: 4 })).toEqual({ applied: { seats: 4 }, ignored: ['plan'] });
  expect(types.admit({ seats: '5', plan: 'free' })).toEqual({
    applied: { plan: 'free' },
    ignored: ['seats'],
  });
});

test('names are case-sensitive', () => {
  const types = createAttributeTypes();
  types.admit({ plan: 'pro' });
  expect(types.admit({ Plan: 1 }).ignored).toEqual([]);
});

test('after clear every attribute is new', () => {
  const types = createAttributeTypes();
  types.admit({ plan: 'pro' });
  types.clear();
  expect(types.admit({ plan: 1 }).ignored).toEqual([]);
});
