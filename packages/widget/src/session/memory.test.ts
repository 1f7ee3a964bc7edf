import { beforeEach, expect, it } from 'vitest';
import { clearPage, cookie } from '../../test-support/scripted-drift';
import { hashOf } from '../association';
import { createMemory } from './memory';
import type { Memory } from './memory';
import type { Holder } from './states';

const ann: Holder = { who: 'user', person: 1, contact: { id: 'ann', attributes: {}, user: { id: 'ann' } } };
let told: (string | null)[];
let memory: Memory;
const set = (pair: string): string => (document.cookie = `${pair}; path=/`);

beforeEach(() => {
  clearPage();
  told = [];
  memory = createMemory(undefined, (hash) => told.push(hash));
});

it("tells once whose browser this is, and once that it is nobody's", () => {
  memory.mark(ann);
  memory.mark(ann);
  memory.forget();
  memory.forget();
  expect(told).toEqual([hashOf('ann'), null]);
});
it('marks no visitor', () => {
  memory.mark({ who: 'nobody', person: 1 });
  memory.mark({ who: 'stranger' });
  expect([told, document.cookie]).toEqual([[], '']);
});
it('takes a reset that brings the old anonymous id back for none', () => {
  set('drift_aid=one');
  memory.forget();
  set('drift_aid=one');
  expect(memory.isFreed()).toBe(false);
  set('drift_aid=two');
  expect(memory.isFreed()).toBe(true);
});
it('judges no reset by the anonymous id of an earlier boot', () => {
  set('drift_aid=one');
  memory.forget();
  memory.restart();
  set('drift_aid=one');
  expect(memory.isFreed()).toBe(true);
});
it('keeps nothing that names a person after a reset, and keeps the new visitor', () => {
  set('drift_aid=one');
  memory.forget();
  set('drift_aid=two');
  set('drift_eid=ann');
  expect([memory.isFreed(), cookie('drift_eid'), cookie('drift_aid')]).toEqual([true, undefined, 'two']);
});
