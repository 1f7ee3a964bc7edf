import type { Author } from './author';

/**
 * A bot's script. It fires by `startInteraction`, by a drift link, or by itself on the pages it is meant for; and
 * whenever a test or the console says so.
 */
export interface Playbook {
  /** What `startInteraction` asks for. */
  interactionId: number;
  /** Default: the `interactionId`. */
  playbookId?: number;
  campaignId?: number;
  /** For people, in the console. */
  name: string;
  /** `pricing` fires it on a page whose address ends in `#pricing`. */
  link?: string;
  /** Where it fires by itself: a path, or a name given to `page`. A `*` at the end stands for any rest. */
  page?: string;
  steps: PlaybookStep[];
}

/** The bot says something, and may then wait for an answer before it goes on. */
export type PlaybookStep = Said | (Said & Choice) | (Said & { ask: 'email' | 'phone' | 'meeting' });

interface Choice {
  buttons: PlaybookButton[];
  /** The answer is kept on the contact under this name. */
  attribute?: string | undefined;
}

interface Said {
  say: string;
  /** With these words the bot has reached this goal: `playbook_goal_met`, if the visitor is identified by then. */
  goal?: string | undefined;
}

/** An answer to be clicked. With `then`, that is how the script goes on; without, with its next step. */
export type PlaybookButton = string | { text: string; then?: PlaybookStep[] };

/** Which playbook a conversation is of; these ids are in every event about it. */
export interface PlaybookIds {
  playbookId: number;
  interactionId: number;
  campaignId?: number;
}

/** How far a playbook has come in one conversation. */
export interface PlaybookRun extends PlaybookIds {
  /** What the bot has still to say, once its question is answered. */
  rest: PlaybookStep[];
  /** `waiting`: it shows itself beside the launcher. */
  attention: 'waiting' | 'opened' | 'dismissed';
}

/** What a visitor can answer to a message. An answer is final. */
export type Card =
  | { type: 'buttons'; buttons: string[]; answer: string | null }
  | { type: 'email'; answer: string | null }
  | { type: 'phone'; answer: string | null }
  | { type: 'meeting'; teamMember: Author; duration: number; slots: number[]; answer: Meeting | null };

export interface Meeting {
  /** Epoch milliseconds. */
  time: number;
  /** Minutes. */
  duration: number;
  /** An IANA name, as the visitor's browser has it. */
  timeZone: string;
}

/** What a visitor does with a card. */
export type CardAnswer =
  | { type: 'buttons'; text: string }
  | { type: 'email'; email: string }
  | { type: 'phone'; phone: string }
  | { type: 'meeting'; time: number; timeZone: string };
