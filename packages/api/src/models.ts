// Every shape as Drift answers it, with two changes: ids are decimal strings, and fields that Drift adds are kept.
// Times are milliseconds since 1970.

/** Fields that Drift sends and this page does not name. */
interface Open {
  readonly [field: string]: unknown;
}

export interface Contact extends Open {
  readonly id: string;
  readonly createdAt: number;
  readonly attributes: ContactAttributes;
}

/** Drift's own attributes, and yours under the names you gave them. Which are there differs from contact to contact. */
export interface ContactAttributes extends Open {
  readonly email?: string | null;
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly first_name?: string | null;
  readonly last_name?: string | null;
  readonly display_name?: string | null;
  /** What `drift.identify` was called with. Before that, the anonymous visitor's `drift_aid`. */
  readonly externalId?: string | null;
  readonly external_id?: string | null;
  readonly socialProfiles?: Readonly<Record<string, unknown>>;
  readonly events?: Readonly<Record<string, unknown>>;
  readonly tags?: readonly { readonly name: string; readonly color?: string }[];
  readonly start_date?: number;
  readonly last_active?: number;
  readonly last_contacted?: number;
  /** Grows with each update. */
  readonly _END_USER_VERSION?: number;
  readonly _calculated_version?: number;
  /** JSON in a string. */
  readonly last_context_location?: string;
}

/** A contact that was just written. */
export interface WrittenContact extends Contact {
  /**
   * Keys of attributes that Drift did not take, without a word: most often its type was fixed otherwise by an
   * earlier value. Use another name, or a value of that type (`contacts.listAttributes`).
   */
  readonly dropped: readonly string[];
}

/** What can be written. A Date is sent as milliseconds, as Drift wants it; undefined is left out. */
export type AttributeValue = string | number | bigint | boolean | Date | null | undefined | object;

export interface AttributeInput {
  readonly email?: string;
  readonly [name: string]: AttributeValue;
}

export interface AttributeDefinition extends Open {
  readonly name: string;
  readonly displayName: string;
  readonly type: 'STRING' | 'NUMERIC' | 'BOOLEAN' | 'DATETIME' | 'DATE' | (string & {});
}

export interface TimelineEvent extends Open {
  readonly contactId: string;
  /** As Drift keeps it: it was seen in lower case. */
  readonly event: string;
  readonly createdAt: number;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** `bulk_sent`: a playbook's message without an answer. */
export type ConversationStatus = 'open' | 'closed' | 'pending' | 'bulk_sent' | (string & {});

/** A conversation as `list` gives it: without participants, playbook and tags. */
export interface ConversationRow extends Open {
  readonly id: string;
  readonly contactId: string;
  readonly inboxId: string;
  readonly status: ConversationStatus;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Conversation extends ConversationRow {
  /** Ids of Drift users, bots included. */
  readonly participants?: readonly string[];
  readonly relatedPlaybookId?: string;
  readonly conversationTags?: readonly { readonly name: string; readonly color?: string }[];
  readonly orgId?: string;
}

export interface Message extends Open {
  readonly id: string;
  readonly conversationId: string;
  readonly orgId?: string;
  /** HTML, entities included; missing in some rows. `textOf` reads it. */
  readonly body?: string | null;
  readonly author: MessageAuthor;
  readonly type: 'chat' | 'private_note' | (string & {});
  readonly createdAt: number;
  readonly buttons?: readonly Button[];
  readonly context?: MessageContext;
  /** `developer_app_id` where the message was posted through the API. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly attachments?: readonly Attachment[];
  readonly editedMessageId?: string;
  readonly editType?: string;
}

export interface MessageAuthor extends Open {
  readonly id: string;
  readonly type: 'contact' | 'user' | (string & {});
  readonly bot?: boolean;
}

export interface MessageContext extends Open {
  readonly ip?: string;
  readonly userAgent?: string;
  readonly href?: string;
  readonly title?: string;
  readonly referrer?: string;
  readonly timezone?: string;
  readonly locale?: string;
  readonly location?: Readonly<Record<string, unknown>>;
}

export interface Attachment extends Open {
  /** What `attachments.get` takes. */
  readonly id: string;
  readonly fileName?: string;
  readonly mimeType?: string;
  /** Never fetched by this package: the token goes only to Drift's API. */
  readonly url?: string;
}

export interface Button extends Open {
  readonly label: string;
  readonly value: string;
  readonly type: 'reply' | (string & {});
}

export interface ConversationStats extends Open {
  /** Keys such as `OPEN`, `CLOSED`, `PENDING`; any may be missing. */
  readonly conversationCount: Readonly<Record<string, number>>;
}

export interface User extends Open {
  readonly id: string;
  readonly orgId?: string;
  readonly name?: string;
  readonly alias?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly locale?: string;
  readonly availability?: 'AVAILABLE' | 'OFFLINE' | 'ON_CALL' | (string & {});
  readonly role?: 'member' | 'admin' | 'agent' | (string & {});
  readonly timeZone?: string;
  readonly avatarUrl?: string;
  readonly verified?: boolean;
  readonly bot?: boolean;
  readonly createdAt?: number;
  readonly updatedAt?: number;
}

export interface Meeting extends Open {
  readonly agentId: string;
  readonly orgId?: string;
  readonly status: 'ACTIVE' | 'CANCELED' | (string & {});
  readonly meetingSource?: string;
  /** The contact's id. */
  readonly schedulerId?: string;
  readonly eventId?: string;
  readonly slug?: string;
  readonly slotStart: number;
  readonly slotEnd: number;
  readonly updatedAt?: number;
  readonly scheduledAt?: number;
  readonly meetingType?: string;
  readonly conversationId?: string;
  readonly endUserTimeZone?: string;
  readonly meetingNotes?: string;
  readonly bookedBy?: string;
}

export interface Account extends Open {
  /** No number: `123458_domain.com`, or a UUID. */
  readonly accountId: string;
  readonly ownerId: string;
  readonly name?: string;
  readonly domain?: string;
  /** Deleted accounts are hidden in lists and can still be read. */
  readonly deleted?: boolean;
  readonly targeted?: boolean;
  readonly createDateTime?: number;
  readonly updateDateTime?: number;
  readonly customProperties?: readonly CustomProperty[];
}

export interface CustomProperty extends Open {
  readonly label?: string;
  readonly name: string;
  readonly value: unknown;
  readonly type?: string;
}

export interface Playbook extends Open {
  readonly id: string;
  readonly name: string;
  readonly orgId?: string;
  readonly createdAt?: number;
  readonly updatedAt?: number;
  readonly createdAuthorId?: string;
  readonly updatedAuthorId?: string;
  readonly interactionId?: string;
  readonly reportType?: string;
  readonly goals?: readonly { readonly id: string; readonly message?: string }[];
}

export interface LandingPage extends Open {
  readonly playbookId: string;
  readonly playbookName: string;
  readonly landingPageUrl: string;
}

export interface Team extends Open {
  readonly id: string;
  readonly orgId?: string;
  readonly workspaceId?: string;
  readonly name: string;
  readonly updatedAt?: number;
  /** Ids of users. */
  readonly members?: readonly string[];
  readonly owner?: string;
  readonly status?: 'ENABLED' | 'ARCHIVED' | (string & {});
  readonly main?: boolean;
  readonly teamAvailabilityMode?: string;
}

export interface ConversationReport extends Open {
  readonly count: number;
  /** `metrics` in the order they were asked for; a number that is not exact comes as digits. */
  readonly data: readonly {
    readonly conversationId: string;
    readonly metrics: readonly (number | string | null)[];
  }[];
}

export interface TokenInfo extends Open {
  readonly id?: string;
  readonly authenticated_userid?: string;
  readonly credential_id?: string;
  readonly created_at?: number;
  /** Seconds. */
  readonly expires_in?: number;
  readonly scope?: string;
  readonly token_type?: string;
}
