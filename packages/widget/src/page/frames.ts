/** Drift's frames on the page: whether those that were there at `ready` still are. */

/** Drift's two frames, and the container of the V1 widget; it adds and removes others as it likes. */
const FRAMES = '#drift-frame-controller, #drift-frame-chat, #drift-widget-container';

export interface FrameWatch {
  readonly areGone: () => boolean;
  stop(): void;
}

/** Watches the frames that are there now. `changed` is told when they may have gone, or come back. */
export function watchFrames(changed: () => void): FrameWatch {
  const hosts = [...document.querySelectorAll<HTMLElement>(FRAMES)];
  const frames = hosts.flatMap((host) => [host, ...host.querySelectorAll('iframe')]);
  const see = (): void => {
    watch(); // where they were moved, their new parents count
    changed();
  };
  const observer = typeof MutationObserver === 'function' ? new MutationObserver(see) : undefined;
  function watch(): void {
    for (const host of hosts) observer?.observe(host, { childList: true, attributeFilter: ['id'] });
    // Whatever is removed, is removed from one of the nodes above.
    const above = new Set<Node>();
    for (const host of hosts) for (let node = host.parentNode; node; node = node.parentNode) above.add(node);
    for (const node of above) observer?.observe(node, { childList: true });
  }
  watch();
  return {
    // An unloading Drift takes the id off its hosts before they go.
    areGone: () => hosts.some(({ id }) => !id) || frames.some((frame) => !frame.isConnected),
    stop: () => observer?.disconnect(),
  };
}
