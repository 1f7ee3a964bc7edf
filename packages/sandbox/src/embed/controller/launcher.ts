import { focusInFrame } from '../focus-in-frame';
import type { State } from './state';
import { themeOf } from './views';

export interface Launcher {
  render(state: State): void;
  focus(): void;
}

const ICONS = {
  chat: 'M12 3C6.9 3 3 6.4 3 10.7c0 2.4 1.2 4.5 3.2 5.9L5.6 21l4.4-2.5c.6.1 1.3.2 2 .2 5.1 0 9-3.5 9-7.9S17.1 3 12 3Z',
  close: 'M6 9.5 12 15.5 18 9.5',
};

/** The round button in the corner of the page, with the number of messages not seen yet. */
export function drawLauncher(root: HTMLElement, onClick: () => void): Launcher {
  const main = document.createElement('main');
  main.setAttribute('role', 'main');
  main.setAttribute('aria-label', 'Drift Widget messenger icon');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'launcher';
  button.append(icon('chat'), icon('close'));
  const badge = document.createElement('span');
  badge.className = 'badge';
  badge.setAttribute('aria-hidden', 'true');
  button.append(badge);
  button.addEventListener('click', onClick);
  main.append(button);
  root.append(main);

  return {
    render(state) {
      const { widgetBackgroundColor, foregroundColor } = themeOf(state);
      button.style.setProperty('--background', widgetBackgroundColor);
      button.style.setProperty('--foreground', foregroundColor);
      button.setAttribute('aria-expanded', String(state.chatOpen));
      button.setAttribute('aria-label', labelOf(state));
      badge.hidden = state.unread === 0;
      badge.textContent = state.unread > 9 ? '9+' : String(state.unread);
    },
    focus: () => focusInFrame(button),
  };
}

function labelOf({ chatOpen, unread }: State): string {
  if (chatOpen) return 'Close chat';
  if (unread === 0) return 'Open chat';
  return unread === 1 ? 'Open chat, 1 new message' : `Open chat, ${unread} new messages`;
}

function icon(name: keyof typeof ICONS): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add(`icon-${name}`);
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}
