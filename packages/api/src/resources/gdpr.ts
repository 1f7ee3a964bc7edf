import type { CallOptions } from '../options';
import type { Call } from '../request';
import type { Sender } from '../retry';
import { fieldsOf, inner } from '../shapes';

export interface GdprAnswer {
  /** Drift's words: what it will do. It is not done yet. */
  readonly message: string;
  /** With `retrieve`: the address that Drift sends the data to. */
  readonly sentToEmail?: string;
  readonly [field: string]: unknown;
}

/** Privacy requests. Drift gives these scopes only to apps of your own organisation. devdocs: gdpr-deletion. */
export interface Gdpr {
  /** Drift mails all data of this e-mail to the owner of your organisation. Scope `gdpr_read`. */
  retrieve(email: string, options?: CallOptions): Promise<GdprAnswer>;
  /** Erases every contact and every user with this e-mail, for good. Scope `gdpr_write`. */
  delete(email: string, options?: CallOptions): Promise<GdprAnswer>;
}

export function createGdpr(send: Sender): Gdpr {
  return {
    retrieve: async (email, options) => send(gdprCall('/gdpr/retrieve', 'gdpr_read', email), options),
    delete: async (email, options) => send(gdprCall('/gdpr/delete', 'gdpr_write', email), options),
  };
}

function gdprCall(path: string, scope: string, email: string): Call<GdprAnswer> {
  if (typeof email !== 'string' || !email.includes('@')) throw new TypeError('gdpr needs an e-mail address.');
  return {
    method: 'POST',
    path,
    body: { email },
    scope,
    read: (value) => fieldsOf(inner(value)) as unknown as GdprAnswer,
    lookFor: { how: 'Asking twice does no harm: do it again.' },
  };
}
