/** Every event of Drift with what its listeners receive (devdocs: Drift events). Ids are numbers, `createdAt` is epoch milliseconds. */
import type { VendorApi } from './vendor';

interface WidgetFlags {
  widgetVisible: boolean;
  isOnline: boolean;
}

/** The second argument of `ready`; the same fields are also under `data`. */
export interface ReadyPayload extends WidgetFlags {
  /** @deprecated the V1 name of `chatOpen`. */
  sidebarOpen: boolean;
  chatOpen: boolean;
  /** Keyed by the integer of https://app.drift.com/settings/teams/{teamId}. */
  teamAvailability: Record<number, { isOnline: boolean }>;
  data: Omit<ReadyPayload, 'data'>;
}

export interface ConversationRef {
  conversationId: number;
  playbookId?: number;
  interactionId?: number;
  campaignId?: number;
}

export interface MessageRef extends ConversationRef {
  messageId: number;
  createdAt: number;
  authorId: number;
}

export interface TeamMember {
  id: number;
  name: string;
}

interface CampaignPayload {
  data: WidgetFlags;
  campaignId: number;
}

interface SidebarPayload {
  data: WidgetFlags & { sidebarOpen: boolean };
}

/** Event name → the listener's arguments. */
export interface DriftEventMap {
  /** The payload is missing where Drift booted before driftkit came and only its flags say that it is ready. */
  ready: [api: VendorApi, payload: ReadyPayload | undefined];
  chatOpen: [];
  chatClose: [];
  /** @deprecated V1; use `chatOpen`. */
  sidebarOpen: [payload: SidebarPayload];
  /** @deprecated V1; use `chatClose`. */
  sidebarClose: [payload: SidebarPayload];
  'welcomeMessage:open': [];
  'welcomeMessage:close': [];
  'awayMessage:open': [];
  'awayMessage:close': [];
  'campaign:open': [payload: CampaignPayload];
  'campaign:dismiss': [payload: CampaignPayload];
  'campaign:click': [payload: CampaignPayload];
  'campaign:submit': [payload: CampaignPayload];
  'sliderMessage:close': [
    payload: { botMessage: boolean; playbookId?: number; interactionId?: number; campaignId?: number },
  ];
  startConversation: [payload: { conversationId: number; inboxId: number }];
  'conversation:selected': [payload: ConversationRef];
  'conversation:playbookFired': [payload: MessageRef];
  'conversation:playbookClicked': [payload: ConversationRef];
  'conversation:playbookDismissed': [payload: ConversationRef & { messageId: number }];
  'conversation:firstInteraction': [payload: MessageRef];
  'conversation:buttonClicked': [payload: MessageRef & { questionId: number; buttonBody: string }];
  /** The visitor sent a message. */
  'message:sent': [payload: ConversationRef & { inboxId: number }];
  /** The visitor received a message of a team member. */
  message: [payload: ConversationRef & { inboxId: number; teamMember: TeamMember }];
  /** The address is at `payload.data.email`. */
  emailCapture: [payload: { data: { email: string } } & ConversationRef];
  phoneCapture: [payload: MessageRef & { phone: string }];
  'scheduling:requestMeeting': [payload: { teamMember: TeamMember }];
  /** Drift's documents do not settle the type of `meeting.time`: epoch milliseconds, or a string. */
  'scheduling:meetingBooked': [
    payload: {
      teamMember: TeamMember;
      meeting: { time: number | string; duration: number; timeZone: string };
    } & ConversationRef,
  ];
  gdprClicked: [payload: { accepted: boolean; endUser: number }];
  /** Only inside a customer-hosted iframe. */
  iframeResize: [payload: { data?: { styles: Record<string, string> }; styles?: Record<string, string> }];
}

export type DriftEventName = keyof DriftEventMap;
export type DriftListener<K extends DriftEventName> = (...args: DriftEventMap[K]) => void;

/** What `drift.ready` resolves with: the arguments of Drift's own `ready` event. */
export interface DriftReady {
  api: VendorApi;
  /** Missing where Drift booted before driftkit came and only its flags say that it is ready. */
  payload: ReadyPayload | undefined;
}
