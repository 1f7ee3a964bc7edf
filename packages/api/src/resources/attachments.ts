import { idOf } from '../ids';
import type { IdInput } from '../ids';
import type { CallOptions } from '../options';
import type { Sender } from '../retry';

export interface AttachmentData {
  readonly bytes: Uint8Array;
  /** As Drift says it. A visitor may have chosen it: do not serve the file under your own address unchecked. */
  readonly contentType: string | undefined;
}

export interface Attachments {
  /**
   * The bytes of a file, in memory, at most `maxAnswerBytes`. `id` is the one in `message.attachments`; the `url`
   * beside it is never fetched. Scope `conversation_read`; rejects with `not_found`.
   */
  get(id: IdInput, options?: CallOptions): Promise<AttachmentData>;
}

export function createAttachments(send: Sender): Attachments {
  return {
    get: async (id, options) =>
      send(
        {
          method: 'GET',
          path: '/attachments/{id}/data',
          params: { id: idOf(id, 'id') },
          answer: 'bytes',
          scope: 'conversation_read',
          read: (bytes, headers) => ({
            bytes: bytes as Uint8Array,
            contentType: headers.get('content-type') ?? undefined,
          }),
        },
        options,
      ),
  };
}
