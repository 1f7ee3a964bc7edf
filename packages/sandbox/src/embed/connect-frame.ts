import type { FrameConnect, FrameLoaded, FrameName } from './frame-messages';

/** Tells the host page that this frame has loaded, and resolves with the ports it hands over. */
export function connect(frame: FrameName): Promise<readonly MessagePort[]> {
  return new Promise((resolve) => {
    const onMessage = (event: MessageEvent<Partial<FrameConnect> | null>): void => {
      if (event.source !== window.parent || event.data?.type !== 'driftkit-sandbox:connect') return;
      window.removeEventListener('message', onMessage);
      resolve(event.ports);
    };
    window.addEventListener('message', onMessage);
    const loaded: FrameLoaded = { type: 'driftkit-sandbox:loaded', frame };
    // Any page may receive this: it holds only the frame's name.
    window.parent.postMessage(loaded, '*');
  });
}
