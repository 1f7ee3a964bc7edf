import type { Contact, Conversation, Message } from '../models';

/** Drift calls the conversation ready for other systems: after a pause, a close, or a push by an agent. */
export interface ConversationPush {
  /** The event behind it, such as `conversation_manual_push`. */
  readonly source: string;
  readonly data: ConversationInactive | ConversationManualPush;
}

export interface ConversationInactive {
  readonly conversationId: string;
  /** Milliseconds since 1970, as every time in an event. */
  readonly lastUpdated?: number;
}

/** ASSUMED from `conversation_push`; not documented. */
export interface ConversationManualPush {
  readonly conversationId: string;
  readonly userId?: string;
  readonly pushedAt?: number;
}

export interface ParticipantsAdded {
  readonly conversationId: string;
  /** Ids of users. */
  readonly addedParticipants: readonly string[];
  readonly changedAt?: number;
}

export interface ParticipantsRemoved {
  readonly conversationId: string;
  readonly removedParticipants: readonly string[];
  readonly changedAt?: number;
}

export interface PhoneCaptured {
  readonly conversationId: string;
  readonly phoneNumber: string;
  readonly authorId?: string;
  readonly authorType?: string;
}

export interface MeetingEvent {
  /** The user whose meeting it is. */
  readonly agentId: string;
  /** The contact who booked. */
  readonly schedulerId: string;
  readonly orgId?: string;
  readonly eventId?: string;
  readonly slug?: string;
  readonly slotStart?: number;
  readonly slotEnd?: number;
  readonly scheduledAt?: number;
  readonly conversationId?: string;
}

export interface MeetingUpdated extends MeetingEvent {
  /** `canceled` or `rescheduled`. An open set. */
  readonly eventType?: string;
}

export interface PlaybookGoalMet {
  readonly conversationId: string;
  readonly contactId: string;
  readonly playbookId?: string;
  /** A UUID. */
  readonly goalId?: string;
  readonly goalName?: string;
  readonly playbookName?: string;
  readonly contactEmail?: string;
}

export interface ContactUpdated {
  /** The id of the contact. */
  readonly endUserId: string;
  readonly timestamp?: number;
  readonly orgId?: string;
  /** `name` is `attributes.email`, or a path into a map such as `socialProfiles.twitter`. */
  readonly diff: readonly {
    readonly name: string;
    readonly previous?: unknown;
    readonly updated?: unknown;
  }[];
}

export interface UserAvailabilityUpdated {
  readonly userId: string;
  /** `ONLINE` in Drift's sample, where REST says `AVAILABLE`. An open set. */
  readonly availability: string;
  readonly updatedAt?: number;
}

export interface ConversationStatusUpdated {
  readonly conversationId: string;
  readonly status: string;
  readonly changedAt?: number;
  readonly orgId?: string;
}

export interface ButtonAction {
  readonly conversationId: string;
  readonly author?: { readonly type: string; readonly id: string };
  readonly sourceMessageId?: string;
  readonly button: { readonly value: string; readonly [field: string]: unknown };
}

/** `data` of every event that Drift documents, by its type. Drift may add fields; they are kept. */
export interface WebhookEventMap {
  /** A contact gave an e-mail in a chat. Not for contacts of a CSV file or made by hand. Scope: `contact_read`. */
  contact_identified: Contact;
  /** Any message of any conversation, your own included: see `senderOf`. Scope: `conversation_read`. */
  new_message: Message;
  /** A message that starts with `/`. It comes as `new_message` as well. Scope: `conversation_read`. */
  new_command_message: Message;
  /** A visitor began a conversation; a playbook's own are left out. Scope: `conversation_read`. */
  new_conversation: Conversation;
  /** The event to build a CRM sync on. Scope: `conversation_read`. */
  conversation_push: ConversationPush;
  conversation_inactive: ConversationInactive;
  conversation_manual_push: ConversationManualPush;
  conversation_participant_added: ParticipantsAdded;
  conversation_participant_removed: ParticipantsRemoved;
  button_clicked: Message;
  phone_captured: PhoneCaptured;
  new_meeting: MeetingEvent;
  meeting_updated: MeetingUpdated;
  /** A contact who was identified before met the goal of a playbook. */
  playbook_goal_met: PlaybookGoalMet;
  /** Any change of any contact. Scope: `all_contact_read`. */
  contact_updated: ContactUpdated;
  /** Scope: `user_read`. */
  user_availability_updated: UserAvailabilityUpdated;
  user_unsubscribed: Contact;
  /** A phone call ended. Its data is not documented. */
  chat_to_call: unknown;
  /** Somebody asked for their data to be deleted. Scope: `gdpr_read`. Its data is not documented. */
  gdpr_delete_requested: unknown;
  /** The org disconnected your app: its tokens are dead. Its data is not documented; `orgId` says who. */
  app_disconnected: unknown;
  /** @deprecated Drift phases it out: use `conversation_push`. */
  conversation_status_updated: ConversationStatusUpdated;
  /** @deprecated An older name. */
  button_action: ButtonAction;
  /** @deprecated An older name of `user_unsubscribed`. */
  user_unsubscribe: Contact;
}

export type WebhookEventType = keyof WebhookEventMap;

interface EventBase<Type, Data> {
  readonly type: Type;
  /** The org it comes from, as decimal digits; undefined where Drift does not say. */
  readonly orgId: string | undefined;
  readonly data: Data;
  /** Paths in `data` that are missing or not as documented. The event comes nevertheless. */
  readonly problems?: readonly string[];
  /** What else stood beside `type`, `token`, `orgId` and `data`. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** Stands for every other string: `string` itself would keep `event.type === 'new_message'` from narrowing `data`. */
type UndocumentedType = `undocumented ${string}`;

/** An event of a type that Drift does not document. Its `type` is the string Drift sent. */
export type UndocumentedEvent = EventBase<UndocumentedType, unknown>;

/** What Drift sends to a webhook, without the token. Ids are decimal digits; a `switch` over `type` narrows `data`. */
export type WebhookEvent =
  | { [Type in WebhookEventType]: EventBase<Type, WebhookEventMap[Type]> }[WebhookEventType]
  | UndocumentedEvent;
