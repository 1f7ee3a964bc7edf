import { DriftApiError } from '../errors';
import type { AttributeInput, WrittenContact } from '../models';
import type { CallOptions } from '../options';
import type { Sender } from '../retry';
import { createContact, normalizeContact } from './contact-calls';

/** Update, else create, else update: somebody else may have created the contact in between. */
export async function upsertContact(
  send: Sender,
  externalId: string,
  attributes: AttributeInput,
  options: CallOptions | undefined,
): Promise<WrittenContact> {
  const change = (): Promise<WrittenContact> => send(normalizeContact(externalId, attributes), options);
  try {
    return await change();
  } catch (error) {
    if (!isCode(error, 'not_found')) throw error;
  }
  try {
    return await send(createContact({ ...attributes, externalId }), options);
  } catch (refused) {
    // Which status a duplicate has is not documented, so each refusal may be one.
    if (!isCode(refused, 'conflict') && !isCode(refused, 'invalid')) throw refused;
    return await change().catch((error: unknown) => {
      throw isCode(error, 'not_found') ? refused : error;
    });
  }
}

const isCode = (error: unknown, code: DriftApiError['code']): boolean =>
  error instanceof DriftApiError && error.code === code;
