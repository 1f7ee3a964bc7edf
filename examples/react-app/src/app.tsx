import type { ReactNode } from 'react';
import { Route, Routes } from 'react-router';
import { DriftStatusBar } from './components/drift-status-bar';
import { Footer } from './components/footer';
import { Header } from './components/header';
import { Notice } from './components/notice';
import { DashboardPage } from './pages/dashboard-page';
import { GoodbyePage } from './pages/goodbye-page';
import { HomePage } from './pages/home-page';
import { LoginPage } from './pages/login-page';
import { useSession } from './session';
import { usePageView } from './use-page-view';

export function App(): ReactNode {
  const { problem } = useSession();
  usePageView();
  return (
    <>
      <DriftStatusBar />
      <Header />
      {problem !== undefined && <Notice>{problem}</Notice>}
      <main>
        <Routes>
          <Route path="/" element={<HomePage />} />
          <Route path="/login" element={<LoginPage />} />
          <Route path="/dashboard" element={<DashboardPage />} />
          <Route path="/goodbye" element={<GoodbyePage />} />
          <Route path="*" element={<HomePage />} />
        </Routes>
      </main>
      <Footer />
    </>
  );
}
