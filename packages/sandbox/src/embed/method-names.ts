/** What hangs on `window.drift` itself: the eleven stubs of snippet 0.3.1, and three that later builds have. */
export const TOP_METHODS = [
  'identify',
  'config',
  'track',
  'reset',
  'debug',
  'show',
  'ping',
  'page',
  'hide',
  'setUserJwt',
  'waitForUserJwt',
  'setContext',
] as const;

/** Handled on the host page; checked as all others are. */
export const EMITTER_METHODS = ['on', 'off'] as const;

/** What hangs on `drift.api`, from ready on; a dot means one object deeper. */
export const API_METHODS = [
  'openChat',
  'hideChat',
  'toggleChat',
  'sidebar.open',
  'sidebar.close',
  'sidebar.toggle',
  'widget.show',
  'widget.hide',
  'showWelcomeMessage',
  'hideWelcomeMessage',
  'showAwayMessage',
  'hideAwayMessage',
  'showWelcomeOrAwayMessage',
  'goToConversation',
  'goToConversationList',
  'goToNewConversation',
  'startInteraction',
  'scheduleMeeting',
  'setUserAttributes',
  'collectFormData',
  'commitFormData',
  'toggleChatTakeoverModal',
  'hidePreview',
  'evaluateCampaignTargeting',
  'toggleHoursAndTargeting',
  'setUserJwt',
  'waitForUserJwt',
  'startVideoGreeting',
] as const;

export type Method =
  (typeof TOP_METHODS)[number] | (typeof EMITTER_METHODS)[number] | (typeof API_METHODS)[number];
