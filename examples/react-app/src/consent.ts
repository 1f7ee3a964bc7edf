import { createChoice } from './choice';
import type { Choice } from './choice';

/** Whether the chat, and with it Drift's cookie, may come. Without a word the answer is no. */
export const consent: Choice<'granted' | 'denied'> = createChoice('harbor-chat-consent', [
  'granted',
  'denied',
]);

/** In the words of `onConsent`: the answer that is known, then every change of it. */
export function subscribeToConsent(listener: (given: boolean) => void): () => void {
  const tell = (): void => listener(consent.get() === 'granted');
  tell();
  return consent.subscribe(tell);
}
