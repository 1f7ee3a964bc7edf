import { expect, test, vi } from 'vitest';
import { createPlaybookStore, idsOf } from './playbook-store';
import type { Playbook } from '../protocol';

const one = (given: Partial<Playbook> = {}): Playbook => ({
  interactionId: 1,
  name: 'One',
  steps: [{ say: 'Hi' }],
  ...given,
});

test('what is set takes the place of all there were, and restore brings back the first', () => {
  const onChange = vi.fn();
  const playbooks = createPlaybookStore([one({ link: 'one' })], onChange);
  playbooks.set([one({ interactionId: 2 })]);
  expect(playbooks.byInteraction(1)).toBeUndefined();
  expect(onChange).toHaveBeenLastCalledWith([one({ interactionId: 2 })]);
  playbooks.restore();
  expect(playbooks.byLink('one')).toMatchObject({ interactionId: 1 });
});

test('what is handed out is a copy', () => {
  const playbooks = createPlaybookStore([one()], () => undefined);
  playbooks.list()[0]?.steps.push({ say: 'Another' });
  expect(playbooks.list()[0]?.steps).toHaveLength(1);
});

test('an empty list is a list: then no id is anybody', () => {
  expect(createPlaybookStore([], () => undefined).byInteraction(1)).toBeUndefined();
});

test.each<[string, unknown, string]>([
  ['no steps', one({ steps: [] }), 'playbooks.0.steps'],
  ['an empty sentence', one({ steps: [{ say: ' ' }] }), 'playbooks.0.steps.0'],
  ['no id', { name: 'x', steps: [{ say: 'Hi' }] }, 'playbooks.0.interactionId'],
  ['a link with its hash', one({ link: '#one' }), 'and no #'],
  ['a word nobody knows', { ...one(), pages: '/' }, 'pages'],
  ['too many buttons', one({ steps: [{ say: 'x', buttons: Array<string>(21).fill('y') }] }), 'steps.0'],
  ['a text without end', one({ steps: [{ say: 'x'.repeat(5001) }] }), 'steps.0'],
  [
    'a question of two kinds',
    one({ steps: [{ say: 'x', ask: 'email', buttons: ['y'] } as never] }),
    'steps.0',
  ],
])('%s is no playbook', (_, playbook, problem) => {
  expect(() => createPlaybookStore([playbook as Playbook], () => undefined)).toThrow(problem);
});

test.each([[{ interactionId: 1 }], [{ interactionId: 2, link: 'one' }]])(
  'two with the same id or link are refused: %j',
  (given) => {
    expect(() => createPlaybookStore([one({ link: 'one' }), one(given)], () => undefined)).toThrow(
      'Two playbooks',
    );
  },
);

test('the playbook id is the interaction id where none is given, and a campaign is named only where there is one', () => {
  expect(idsOf(one())).toEqual({ playbookId: 1, interactionId: 1 });
  expect(idsOf(one({ playbookId: 5, campaignId: 6 }))).toMatchObject({ playbookId: 5, campaignId: 6 });
});
