import { createHash } from 'node:crypto';
import type { Playbook, PlaybookStep } from '../protocol';

/** The id of a playbook's goal: a UUID, the same wherever it is asked for. */
export function goalId(playbookId: number, goal: string): string {
  const hash = createHash('sha256').update(`${playbookId}/${goal}`).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex', 0, 16);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The names of all goals that a playbook can reach, on whatever way through it. */
export function goalsOf({ steps }: Playbook): string[] {
  return [...new Set(goalsIn(steps))];
}

function goalsIn(steps: readonly PlaybookStep[]): string[] {
  return steps.flatMap((step) => {
    const ways = 'buttons' in step ? step.buttons : [];
    const further = ways.flatMap((button) => (typeof button === 'string' ? [] : goalsIn(button.then ?? [])));
    return [...(step.goal === undefined ? [] : [step.goal]), ...further];
  });
}
