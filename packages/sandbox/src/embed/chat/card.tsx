import type { VNode } from 'preact';
import type { CardAnswer } from '../../protocol';
import type { ChatIntent, ShownMessage } from '../frame-messages';
import { ButtonsCard } from './buttons-card';
import { ContactCard } from './contact-card';
import { MeetingCard } from './meeting-card';

/** What a visitor can do with a message, as long as it is not answered; and then what the answer was. */
export function MessageCard({
  message,
  tell,
}: {
  message: ShownMessage;
  tell: (intent: ChatIntent) => void;
}): VNode | null {
  const { card, id, text, answering } = message;
  if (!card) return null;
  const props = {
    question: text,
    isSending: answering === 'sending',
    onAnswer: (answer: CardAnswer): void => tell({ type: 'answer', messageId: id, answer }),
  };
  return (
    <>
      {card.type === 'buttons' && <ButtonsCard card={card} {...props} />}
      {(card.type === 'email' || card.type === 'phone') && <ContactCard card={card} {...props} />}
      {card.type === 'meeting' && <MeetingCard card={card} {...props} />}
      {answering === 'failed' && (
        <p class="card-failed" role="alert">
          That did not get through. Please try again.
        </p>
      )}
    </>
  );
}
