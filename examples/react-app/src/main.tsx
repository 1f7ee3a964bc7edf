import '@fontsource-variable/geist';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import './link-token';
import { App } from './app';
import { ConversationsProvider } from './conversations';
import { SessionProvider } from './session';
import { applyTheme } from './theme';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has lost its #root.');

applyTheme();
createRoot(root).render(
  <StrictMode>
    {/* In a transition a navigation waits, and whoever logs out is sent to the login instead of where they go. */}
    <BrowserRouter useTransitions={false}>
      <SessionProvider>
        <ConversationsProvider>
          <App />
        </ConversationsProvider>
      </SessionProvider>
    </BrowserRouter>
  </StrictMode>,
);
