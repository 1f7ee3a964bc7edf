import { render } from 'preact';
import { connect } from '../connect-frame';
import { focusInFrame } from '../focus-in-frame';
import type { ChatIntent, ToChat } from '../frame-messages';
import { ChatWindow } from './chat-window';

/** The chat window: draws what the controller says, and tells it what the visitor does. */
async function main(): Promise<void> {
  const [port] = (await connect('chat')) as [MessagePort];
  const root = document.getElementById('root') as HTMLElement;
  const tell = (intent: ChatIntent): void => port.postMessage(intent);

  port.onmessage = (event: MessageEvent<ToChat>) => {
    if (event.data.type === 'focus') focusWriting();
    else render(<ChatWindow view={event.data.view} tell={tell} />, root);
  };
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') tell({ type: 'close' });
  });
  port.postMessage({ type: 'here' });
}

// In the list of conversations there is nothing to write in: there the first button gets it.
function focusWriting(): void {
  const control = document.querySelector('textarea') ?? document.querySelector('button');
  if (control) focusInFrame(control);
}

void main();
