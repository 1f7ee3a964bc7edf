import { expect, test } from 'vitest';
import { DEFAULT_ASSUMPTIONS } from '../../settings/assumptions';
import { NO_FAULTS } from '../../settings/no-faults';
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
  expect(activeFaults(NO_FAULTS)).toEqual([]);
  const faults = { ...NO_FAULTS, script: { slow: 100 }, attributes: 'fail' } as const;
  expect(activeFaults(faults)).toEqual(['script', 'attributes']);
});
