import type { State } from './state';
import { conversationOf } from './state';
import { themeOf } from './views';

export interface Preview {
  render(state: State): void;
}

export interface PreviewEvents {
  onOpen: () => void;
  onClose: () => void;
  /** How high it is, with the room around it; 0 when nothing is shown. */
  onMeasure: (height: number) => void;
}

/** The preview shows this many characters. The rest is in the chat. */
const LONGEST = 240;

/** What a playbook says first, beside the launcher, until it is opened or waved away. */
export function drawPreview(root: HTMLElement, { onOpen, onClose, onMeasure }: PreviewEvents): Preview {
  const region = document.createElement('aside');
  region.setAttribute('aria-label', 'New message');
  // Read out when something appears in it, without taking anybody's focus.
  region.setAttribute('aria-live', 'polite');
  const preview = document.createElement('div');
  preview.className = 'preview';
  preview.hidden = true;
  const author = document.createElement('strong');
  const text = document.createElement('span');
  const open = button('preview-open', onOpen);
  open.append(author, text);
  const close = button('preview-close', onClose);
  close.setAttribute('aria-label', 'Close Drift Widget messenger preview overlay');
  close.textContent = '×';
  preview.append(open, close);
  region.append(preview);
  root.append(region);
  new ResizeObserver(() => onMeasure(preview.offsetHeight)).observe(preview);

  return {
    render(state) {
      const message = conversationOf(state, state.preview)?.messages[0];
      preview.hidden = message === undefined;
      if (!message) return;
      const { backgroundColor } = themeOf(state);
      preview.style.setProperty('--background', backgroundColor);
      author.textContent = message.author.name;
      text.textContent = cut(message.text);
    },
  };
}

function button(name: string, onClick: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = name;
  element.addEventListener('click', onClick);
  return element;
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()}…` : text;
}
