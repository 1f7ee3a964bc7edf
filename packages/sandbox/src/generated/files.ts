import { FIRST_COMPUTED_ID } from '../rules/known-ids';
import type { AttachmentInfo, StoredAttachment } from '../protocol';
import type { Formula } from './formula';
import { hash } from './hash';

/** Every fiftieth conversation begins with a file. */
const EVERY = 50;

export function fileInfoAt(index: number): AttachmentInfo | undefined {
  if (index % EVERY !== 0) return undefined;
  return {
    id: FIRST_COMPUTED_ID + index + 1,
    fileName: `file-${index}.bin`,
    mimeType: 'application/octet-stream',
  };
}

export function generateFiles({ count, seed }: Formula): { get(id: number): StoredAttachment | undefined } {
  return {
    get(id) {
      const index = id - FIRST_COMPUTED_ID - 1;
      const info = index >= 0 && index < count ? fileInfoAt(index) : undefined;
      return info && { ...info, base64: bytesAt(seed, index).toString('base64') };
    },
  };
}

function bytesAt(seed: number, index: number): Buffer {
  const length = 200 + (hash(seed, 5, index) % 4000);
  return Buffer.from(Uint8Array.from({ length }, (_, place) => hash(seed, 6, index, place)));
}
