import { expect, test } from 'vitest';
import { DEFAULT_ASSUMPTIONS } from '../../assumptions';
import { activeFaults } from './fault-texts';
import { ASSUMPTION_TEXTS } from './assumption-texts';

test('every assumption has its sentence, and a label for the position it is in', () => {
  for (const [name, value] of Object.entries(DEFAULT_ASSUMPTIONS)) {
    const { explanation, labels } = ASSUMPTION_TEXTS[name as keyof typeof ASSUMPTION_TEXTS];
    expect(explanation, name).toMatch(/\.$/);
    expect(labels, name).toHaveProperty(String(value));
  }
});

test('the faults that are on are named', () => {
  expect(activeFaults({ script: 'none', boot: 'none', attributes: 'none' })).toEqual([]);
  expect(activeFaults({ script: { slow: 100 }, boot: 'none', attributes: 'fail' })).toEqual([
    'script',
    'attributes',
  ]);
});
