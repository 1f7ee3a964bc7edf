import { options, render } from 'preact';
import { App } from './app';

// However many messages arrive, a screen is drawn once.
options.debounceRendering = (draw) => requestAnimationFrame(draw);

const root = document.getElementById('root');
if (root) {
  root.replaceChildren();
  render(<App origin={location.origin} />, root);
}
