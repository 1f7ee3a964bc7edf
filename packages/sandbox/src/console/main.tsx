import { render } from 'preact';
import { App } from './app';

const root = document.getElementById('root');
if (root) {
  root.replaceChildren();
  render(<App origin={location.origin} />, root);
}
