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

/** Enough to make somebody curious; the rest is in the chat. */
const LONGEST = 240;

/** What a playbook says first, beside the launcher, until it is opened or waved away. */
export function drawPreview(root: HTMLElement, { onOpen, onClose, onMeasure }: PreviewEvents): Preview {
  const region = document.createElement('aside');
  region.className = 'preview';
  region.setAttribute('aria-label', 'New message');
  const open = document.createElement('button');
  open.type = 'button';
  open.className = 'preview-open';
  const author = document.createElement('strong');
  const text = document.createElement('span');
  // Read out when it appears, without taking anybody's focus.
  text.setAttribute('role', 'status');
  open.append(author, text);
  open.addEventListener('click', onOpen);
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'preview-close';
  close.setAttribute('aria-label', 'Close Drift Widget messenger preview overlay');
  close.textContent = '×';
  close.addEventListener('click', onClose);
  region.append(open, close);
  region.hidden = true;
  root.append(region);
  new ResizeObserver(() => onMeasure(region.hidden ? 0 : region.offsetHeight)).observe(region);

  return {
    render(state) {
      const message = conversationOf(state, state.preview)?.messages[0];
      region.hidden = message === undefined;
      if (!message) return;
      const { backgroundColor } = themeOf(state);
      region.style.setProperty('--background', backgroundColor);
      author.textContent = message.author.name;
      text.textContent = cut(message.text);
    },
  };
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()}…` : text;
}
