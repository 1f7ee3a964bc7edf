import type { CardAnswer } from '../../protocol';
import type { ChatIntent, ChatView } from '../frame-messages';

/** What every kind of card is given. */
export interface CardProps<C> {
  card: C;
  /** What the bot asked; names the card for those who do not see it. */
  question: string;
  isSending: boolean;
  onAnswer: (answer: CardAnswer) => void;
}

/** What the window is given, and each of its parts. */
export interface ChatWindowProps {
  view: ChatView;
  tell: (intent: ChatIntent) => void;
}
