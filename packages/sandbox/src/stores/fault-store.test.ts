import { expect, test, vi } from 'vitest';
import { createFaultStore } from './fault-store';
import { NO_FAULTS } from '../settings/no-faults';

test('a fault holds until it is changed or cleared, and each change is told', () => {
  const onChange = vi.fn();
  const faults = createFaultStore(onChange);
  faults.set({ script: '404' });
  faults.set({ boot: 'refused' });
  expect(faults.current).toEqual({ ...NO_FAULTS, script: '404', boot: 'refused' });
  faults.clear();
  expect(faults.current).toEqual(NO_FAULTS);
  expect(onChange).toHaveBeenCalledTimes(3);
});

test('a delay is a number of milliseconds', () => {
  const faults = createFaultStore(() => undefined);
  faults.set({ script: { slow: 250 } });
  expect(faults.current.script).toEqual({ slow: 250 });
  expect(() => faults.set({ script: { slow: -1 } })).toThrow(TypeError);
  expect(() => faults.set({ script: { slow: '1' as never } })).toThrow(TypeError);
  // A timer of that length would fire at once, and the script would be as fast as ever.
  expect(() => faults.set({ script: { slow: Infinity } })).toThrow(TypeError);
});

test('a fault that does not exist is refused by name, and changes nothing', () => {
  const faults = createFaultStore(() => undefined);
  expect(() => faults.set({ scirpt: '404' } as never)).toThrow('unknown fault "scirpt"');
  expect(() => faults.set({ script: '403' as never })).toThrow(
    'the fault "script" must be one of none, 404, 500',
  );
  expect(() => faults.set({ boot: { slow: 5 } as never })).toThrow('the fault "boot" must be one of');
  expect(faults.current.script).toBe('none');
});
