import type { StoredAttachment } from '../protocol';

/** The bytes of files that were sent in conversations. */
export interface AttachmentStore {
  get(id: number): StoredAttachment | undefined;
  add(file: Omit<StoredAttachment, 'id'>): StoredAttachment;
  forget(id: number): void;
  restore(attachments: readonly StoredAttachment[]): void;
  clear(): void;
}

export function createAttachmentStore(
  onChange: (attachment: StoredAttachment) => void,
  source?: { get(id: number): StoredAttachment | undefined },
): AttachmentStore {
  const byId = new Map<number, StoredAttachment>();
  let nextId = 300_001;
  return {
    get: (id) => byId.get(id) ?? source?.get(id),
    add(file) {
      const attachment = { id: nextId++, ...file };
      byId.set(attachment.id, attachment);
      onChange(attachment);
      return attachment;
    },
    forget: (id) => void byId.delete(id),
    restore(kept) {
      for (const attachment of kept) {
        byId.set(attachment.id, attachment);
        nextId = Math.max(nextId, attachment.id + 1);
      }
    },
    clear: () => byId.clear(),
  };
}
