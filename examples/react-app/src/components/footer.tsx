import './footer.css';
import type { ReactNode } from 'react';

export function Footer(): ReactNode {
  return (
    <footer className="footer">
      <p>Harbor is not a bank, nor a company. It is the example application of driftkit.</p>
    </footer>
  );
}
