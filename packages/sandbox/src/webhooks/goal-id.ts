import { createHash } from 'node:crypto';

/** The id of a playbook's goal: a UUID, the same wherever it is asked for. */
export function goalId(playbookId: number, goal: string): string {
  const hash = createHash('sha256').update(`${playbookId}/${goal}`).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex', 0, 16);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
