/** The rules Drift puts into the host page: geometry of today's widget (observed). */
export const HOST_STYLE = `
.drift-conductor-item { position: fixed; margin: 0; padding: 0; border: 0; background: transparent; }
.drift-conductor-item > iframe { display: block; border: 0; margin: 0; padding: 0; width: 100%; height: 100%; color-scheme: normal; }
.drift-conductor-item.hide-frame { display: none; }
.drift-conductor-item.drift-frame-controller { bottom: 12px; width: 76px; height: 0; }
.drift-conductor-item.drift-frame-controller.drift-widget-shown { height: 76px; }
.drift-conductor-item.drift-frame-controller-align-right, .drift-conductor-item.drift-frame-chat-align-right { right: 12px; }
.drift-conductor-item.drift-frame-controller-align-left, .drift-conductor-item.drift-frame-chat-align-left { left: 12px; }
.drift-conductor-item.drift-frame-chat {
  bottom: calc(12px + 52px + 24px); width: 400px; min-width: 320px; height: min(660px, calc(100vh - 112px));
  border-radius: 16px; overflow: hidden; box-shadow: 0 8px 40px rgb(15 23 42 / 0.22), 0 1px 4px rgb(15 23 42 / 0.16);
  opacity: 0; visibility: hidden; transform: translateY(88px);
}
/* The launcher's frame is see-through, and stays so only while both sides have one colour scheme. */
.drift-frame-controller > iframe { color-scheme: light; }
.drift-conductor-item.with-transition { transition: opacity .5s ease, transform .5s ease, visibility .5s; }
/* It opens in place: while a frame slides, a test that clicks into it misses (Drift slides both ways). */
.drift-conductor-item.drift-chat-open.drift-frame-chat {
  opacity: 1; visibility: visible; transform: translateY(0); transition-property: opacity;
}
.drift-conductor-item.drift-frame-chat__takeover { inset: 0; width: auto; height: auto; min-width: 0; border-radius: 0; }
@media (prefers-reduced-motion: reduce) { .drift-conductor-item.with-transition { transition: none; } }
@media (max-height: 685px), (max-width: 380px), (max-width: 480px) and (orientation: portrait) {
  .drift-conductor-item.drift-frame-chat { width: auto; min-width: 0; }
  .drift-conductor-item.drift-chat-open.drift-frame-chat { inset: 0; height: auto; border-radius: 0; z-index: 2147483647 !important; }
  .drift-conductor-item.drift-chat-open.drift-frame-controller { display: none; }
  html.drift-widget-parent--chat-open, html.drift-widget-parent--chat-open body {
    height: 100vh !important; overflow: hidden !important; position: static !important; margin: 0 !important;
  }
}
`;
