import { lazy, Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { Route, Routes } from 'react-router';
import { ConsentBanner } from './components/consent-banner';
import { Footer } from './components/footer';
import { Header } from './components/header';
import { SessionNotice } from './components/session-notice';
import { isDebugging } from './debug/is-debugging';
import { DashboardPage } from './pages/dashboard-page';
import { GoodbyePage } from './pages/goodbye-page';
import { HelpPage } from './pages/help-page';
import { HomePage } from './pages/home-page';
import { LoginPage } from './pages/login-page';
import { MailboxPage } from './pages/mailbox-page';
import { NotFoundPage } from './pages/not-found-page';
import { PricingPage } from './pages/pricing-page';
import { SignUpPage } from './pages/sign-up-page';
import { WelcomePage } from './pages/welcome-page';
import { useRouteChange } from './use-route-change';

/** A file of its own, which visitors of a product would never fetch. */
const DebugBar = lazy(() => import('./debug/debug-bar'));

export function App(): ReactNode {
  const [isAsking, setAsking] = useState(false);
  useRouteChange();
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      {isDebugging && (
        <Suspense fallback={<div className="debug-bar-place" />}>
          <DebugBar />
        </Suspense>
      )}
      <Header />
      <SessionNotice />
      <main id="main" tabIndex={-1}>
        <Routes>
          <Route path="/" element={<HomePage />} />
          <Route path="/pricing" element={<PricingPage />} />
          <Route path="/help" element={<HelpPage />} />
          <Route path="/login" element={<LoginPage />} />
          <Route path="/dashboard" element={<DashboardPage />} />
          <Route path="/sign-up" element={<SignUpPage />} />
          <Route path="/welcome" element={<WelcomePage />} />
          <Route path="/mailbox" element={<MailboxPage />} />
          <Route path="/goodbye" element={<GoodbyePage />} />
          <Route path="*" element={<NotFoundPage />} />
        </Routes>
      </main>
      <Footer onChatSettings={() => setAsking(true)} />
      <ConsentBanner isAsking={isAsking} onAnswered={() => setAsking(false)} />
    </>
  );
}
