import type { DriftError, DriftEventName, Session, Vocabulary } from '@driftkit/widget';
import { driftErrors } from '../drift-errors';
import { callSentence } from './call-sentence';
import { ERRORS, identitySentence, identityTitle, stateSentence, stateTitle } from './sentences';
import { timeline } from './timeline';

const CALLS = [
  'load',
  'unload',
  'setUser',
  'login',
  'logout',
  'page',
  'track',
  'setUserAttributes',
  'config',
];
const API_CALLS = ['openChat', 'hideChat', 'goToConversation', 'startInteraction'];
const EVENTS = {
  chatOpen: 'The chat window is open.',
  chatClose: 'The chat window is closed.',
  startConversation: 'The visitor began a conversation; the app stores it with whoever is logged in.',
  'message:sent': 'The visitor wrote.',
  message: 'Somebody of the team wrote.',
  'scheduling:requestMeeting': 'A calendar was offered.',
  'scheduling:meetingBooked': 'A meeting was booked; the app stores it with the conversation.',
} as const satisfies Partial<Record<DriftEventName, string>>;

/** Writes down what the app asks of the object, what becomes of it, and what Drift says. */
export function recordDrift<V extends Vocabulary>(drift: Session<V>): void {
  recordCalls(drift, CALLS, '', drift);
  recordCalls(drift.api, API_CALLS, 'api.', drift);
  drift.subscribe((state) => {
    timeline.add({ kind: 'state', title: stateTitle(state), sentence: stateSentence(state) });
  });
  drift.subscribeIdentity((identity) => {
    timeline.add({ kind: 'identity', title: identityTitle(identity), sentence: identitySentence(identity) });
  });
  for (const event of Object.keys(EVENTS) as (keyof typeof EVENTS)[]) {
    drift.on(event, (...[payload]: unknown[]) => {
      timeline.add({ kind: 'event', title: event, sentence: EVENTS[event] + about(payload) });
    });
  }
  driftErrors.subscribe(recordError);
}

/** Which conversation an event is about, where it says. */
function about(payload: unknown): string {
  const { conversationId } = (payload ?? {}) as { conversationId?: number };
  return conversationId === undefined ? '' : ` Conversation ${conversationId}.`;
}

function recordError({ code, calls }: DriftError): void {
  const cost = calls.length > 0 ? ` Not delivered: ${calls.join(', ')}.` : '';
  timeline.add({ kind: 'error', title: code, sentence: ERRORS[code] + cost });
}

type Method = (...args: unknown[]) => unknown;

function recordCalls<V extends Vocabulary>(
  target: object,
  names: string[],
  prefix: string,
  drift: Session<V>,
): void {
  const methods = target as Record<string, Method>;
  for (const name of names) {
    const original = methods[name];
    if (!original) continue;
    methods[name] = (...args) => {
      const title = `${prefix}${name}(${args.map((each) => JSON.stringify(each)).join(', ')})`;
      timeline.add({ kind: 'call', title, sentence: callSentence(prefix + name, args, drift.state) });
      return original(...args);
    };
  }
}
