import './footer.css';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { pageConfig } from '../page-config';
import { ThemeSwitch } from './theme-switch';

export function Footer({ onChatSettings }: { onChatSettings: () => void }): ReactNode {
  return (
    <footer className="footer">
      <nav aria-label="More">
        <Link to="/pricing">Pricing</Link>
        <Link to="/help">Help</Link>
        {pageConfig.consoleUrl !== undefined && <Link to="/mailbox">Mailbox of the demo</Link>}
        <button type="button" className="link" onClick={onChatSettings}>
          Chat and cookies
        </button>
      </nav>
      <ThemeSwitch />
      <p>Harbor is not a bank, nor a company. It is the example application of driftkit.</p>
    </footer>
  );
}
