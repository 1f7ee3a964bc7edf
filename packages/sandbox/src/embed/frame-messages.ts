/**
 * The messages between the host page and Drift's frames. They travel over MessagePorts that are handed out once, after the
 * frame has proved its origin and window, so no other page can send one.
 */
import type { CardAnswer, Message } from '../protocol';

/** Frame → host page by `postMessage`: I have loaded, connect me. */
export interface FrameLoaded {
  type: 'driftkit-sandbox:loaded';
  frame: FrameName;
}
/** Host page → frame by `postMessage`, with the ports: `[host]` for both, and `[host, sibling]` between the two frames. */
export interface FrameConnect {
  type: 'driftkit-sandbox:connect';
}
export type FrameName = 'controller' | 'chat';

export interface PageContext {
  url: string;
  title: string;
  referrer: string;
  locale: string;
}

/** A call as the page made it, with the page as it was then. Its arguments are not checked yet. */
export interface Call {
  method: string;
  args: unknown[];
  page: PageContext;
  /** Why the host page itself dropped the call; it is still reported. */
  dropped?: string;
}

/** All that the host page knows about the visitor. The controller gets it before bootstrap. */
export interface HostIdentity {
  aid: string;
  cookie: { userId: string; userJwt: string | null } | null;
  /** The calls before boot that decide as whom the visit begins, in call order. */
  calls: Call[];
  /** An `identify` that came in the middle of a reset, for the session that was ending. */
  late: { aid: string; call: Call } | null;
  config: Record<string, unknown>;
  visibility: 'show' | 'hide' | null;
  chatWasOpen: boolean;
  page: PageContext;
  /** This boot follows a reset. */
  afterReset: boolean;
}

export type HostMessage =
  | ({ type: 'identity' } & HostIdentity)
  | ({ type: 'call' } & Call)
  | { type: 'ready-announced' }
  /** The part of the address behind its `#` has changed. */
  | { type: 'hash'; hash: string }
  /** The frame has the focus, and passes it to one of its elements. */
  | { type: 'focused'; frame: FrameName }
  | { type: 'unload' };

export interface WidgetView {
  widgetVisible: boolean;
  chatOpen: boolean;
  takeover: boolean;
  align: 'left' | 'right';
  verticalOffset: number;
  horizontalOffset: number;
  /** Height of the preview above the launcher, in pixels; 0 without a preview. */
  previewHeight: number;
}

export type ControllerMessage =
  | { type: 'identity-wanted'; cookieDomains: string[] }
  | { type: 'identified'; userId: string; userJwt: string | null }
  | { type: 'bootstrapped' }
  /** `announce` is false where this ready raises no event. */
  | { type: 'ready'; payload: ReadyPayload; announce: boolean }
  | { type: 'event'; name: string; payload: unknown }
  | { type: 'view'; view: WidgetView }
  /** Only the page can move the focus from one frame to another. */
  | { type: 'focus'; frame: FrameName }
  | { type: 'forget' }
  | { type: 'redirect'; url: string }
  /** With the `identify` that the next visit is born with. */
  | { type: 'reload-frames'; identify?: Call }
  | { type: 'unloaded' };

/** What a controller says while its widget is there. */
export type LiveMessage = Exclude<ControllerMessage, { type: 'unloaded' }>;

export interface WidgetFlags {
  sidebarOpen: boolean;
  chatOpen: boolean;
  widgetVisible: boolean;
  isOnline: boolean;
  teamAvailability: Record<number, { isOnline: boolean }>;
}
/** The same fields on the root and under `data` (devdocs: Drift events). */
export type ReadyPayload = WidgetFlags & { data: WidgetFlags };

export interface Theme {
  backgroundColor: string;
  foregroundColor: string;
  activeColor: string;
  widgetBackgroundColor: string;
}

export interface ShownMessage extends Message {
  /** A message of the visitor on its way, or one that did not get through. */
  delivery: 'sent' | 'sending' | 'failed';
  /** Its card is being answered, or the answer did not get through. */
  answering?: 'sending' | 'failed';
}

/** Everything the chat window shows. Its only own state is the text being written. */
export interface ChatView {
  open: boolean;
  theme: Theme;
  organizationName: string;
  isOnline: boolean;
  /** The welcome or away message, above all others. */
  greeting: string | null;
  mayStartAnother: boolean;
  screen: 'conversation' | 'list';
  conversationId: number | null;
  messages: ShownMessage[];
  conversations: { id: number; at: number; preview: string }[];
}

export type ChatIntent =
  | { type: 'send'; text: string }
  | { type: 'retry'; messageId: number }
  | { type: 'answer'; messageId: number; answer: CardAnswer }
  | { type: 'select'; conversationId: number }
  | { type: 'show-list' }
  | { type: 'new-conversation' }
  | { type: 'close' };

export type ToChat = { type: 'view'; view: ChatView } | { type: 'focus' };
