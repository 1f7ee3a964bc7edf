import { expect, it } from 'vitest';
import { createProgressLine } from './progress-line';
import type { Progress } from '../export/progress';

let clock = 0;
function shown(progresses: Progress[], terminal: { isTTY?: boolean; columns?: number }): string[] {
  const texts: string[] = [];
  const line = createProgressLine({ ...terminal, write: (text) => texts.push(text) }, () => (clock += 1_000));
  for (const progress of progresses) line.show(progress);
  line.end();
  return texts;
}

const MESSAGES: Progress = { phase: 'messages', done: 120, total: 1_000, rate: 599.6, timeLeft: 5_400_000 };

it('rewrites one line with the phase, the finished rows, the rate and the remaining time', () => {
  expect(shown([MESSAGES], { isTTY: true, columns: 200 })).toEqual([
    '\r\u001b[2Kmessages of conversations: 120 of 1000, 600 a minute, 1 h 30 min left',
    '\n',
  ]);
});

it('is never longer than the width of the terminal', () => {
  expect(shown([MESSAGES], { isTTY: true, columns: 20 })[0]).toHaveLength(1 + 4 + 19);
});

it('prints one JSON object per line without a terminal, at most every ten seconds', () => {
  const texts = shown(
    Array.from({ length: 30 }, () => MESSAGES),
    {},
  );
  expect(texts.map((text) => JSON.parse(text) as Progress)).toEqual([MESSAGES, MESSAGES, MESSAGES]);
});

it('says at once that Drift does not answer, and for how long it is tried again', () => {
  const texts = shown([MESSAGES, { ...MESSAGES, waiting: 540_000 }, MESSAGES], { isTTY: true });
  expect(texts[1]).toContain('Drift does not answer: trying again for 9 min');
  expect(texts[2]).toContain('120 of 1000');
});
