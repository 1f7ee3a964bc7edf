/** An app of Next's app router: the page is rendered on the server, and the chat knows who is there. */
export const NEXT_APP: Record<string, string> = {
  'package.json': JSON.stringify({ private: true }),
  'app/layout.jsx': `
    import { Chat } from './chat';
    export const metadata = { title: 'Acme' };
    export default function Layout({ children }) {
      return <html lang="en"><body><Chat>{children}</Chat></body></html>;
    }`,
  // Else the browser asks for a favicon that is not there, and complains.
  'app/icon.svg':
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>',
  'app/page.jsx': `
    import Link from 'next/link';
    import { Status } from './chat';
    export default function Page() {
      return <main><h1>Acme</h1><Status /><Link href="/other">Other</Link></main>;
    }`,
  'app/other/page.jsx': `
    import { Status } from '../chat';
    export default function Page() {
      return <main><h1>Other</h1><Status /></main>;
    }`,
  'app/chat.jsx': `
    'use client';
    import { usePathname } from 'next/navigation';
    import { createSession, fetchUserJwt } from '@driftkit/widget';
    import { DriftProvider, useDriftIdentity, useDriftPage, useDriftState } from '@driftkit/widget/react';

    const drift = createSession({
      embedId: process.env.NEXT_PUBLIC_DRIFT_EMBED_ID,
      scriptUrl: process.env.NEXT_PUBLIC_DRIFT_SCRIPT_URL,
      getUserJwt: fetchUserJwt('/api/drift-identity'),
    });
    const user = { id: 'user_1', name: 'Jane' };

    export const Chat = ({ children }) => <DriftProvider drift={drift} user={user}>{children}</DriftProvider>;

    export function Status() {
      useDriftPage(usePathname());
      return <output>{useDriftState().status}, {useDriftIdentity().identity.status}</output>;
    }`,
  // The app's own, in TypeScript: Next checks the types of the route that calls it.
  'session.ts': `
    export const readSession = async (_request: Request) => ({ user: { id: 'user_1' } });`,
};
