import type { Card } from '../../protocol';
import { shownText } from './shown-text';
import { wholeTime } from './time-words';

/** A bot's question as the inbox shows it: what is offered, and what came of it. */
export interface CardWords {
  /** What can be clicked; the one that was is named by `answer`. */
  choices: string[];
  /** Null before the answer. */
  answer: string | null;
  /** What it is, for those who do not see the choices. */
  kind: string;
}

const LONGEST = 200;

export function cardWords(card: Card): CardWords {
  switch (card.type) {
    case 'buttons':
      return {
        kind: 'Buttons',
        choices: card.buttons.map((text) => shownText(text, LONGEST)),
        answer: card.answer === null ? null : shownText(card.answer, LONGEST),
      };
    case 'email':
    case 'phone':
      return {
        kind: card.type === 'email' ? 'Asks for an e-mail address' : 'Asks for a phone number',
        choices: [],
        answer: card.answer === null ? null : shownText(card.answer, LONGEST),
      };
    case 'meeting':
      return {
        kind: `Offers ${card.slots.length} times with ${shownText(card.teamMember.name, 100)}`,
        choices: [],
        answer:
          card.answer === null ? null : `${wholeTime(card.answer.time)}, ${card.answer.duration} minutes`,
      };
  }
}
