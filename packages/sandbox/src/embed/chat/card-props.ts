import type { CardAnswer } from '../../protocol';

/** What every kind of card is given. */
export interface CardProps<C> {
  card: C;
  /** What the bot asked; names the card for those who do not see it. */
  question: string;
  isSending: boolean;
  onAnswer: (answer: CardAnswer) => void;
}
