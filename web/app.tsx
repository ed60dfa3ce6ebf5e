import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../src/http/contract/index.ts';
import { InvitationPage } from './account/invitation-page.tsx';
import { BoardPage } from './board/board-page.tsx';
import { DeskPage } from './desk/desk-page.tsx';
import { LoginPage } from './login-page.tsx';
import { galleryPath, type Page, pathOf, wizardPath } from './pages.ts';
import { ProblemProvider } from './problems.tsx';
import { SessionProvider, useSession } from './session.tsx';
import { Shell } from './shell.tsx';

// Loaded when they are first opened: an agent's first load stays small.
const AccountPage = lazy(async () => ({ default: (await import('./account/account-page.tsx')).AccountPage }));
const CockpitPage = lazy(async () => ({ default: (await import('./cockpit/cockpit-page.tsx')).CockpitPage }));

const TeamPage = lazy(async () => ({ default: (await import('./supervisor/team-page.tsx')).TeamPage }));
const WallPage = lazy(async () => ({ default: (await import('./supervisor/wall-page.tsx')).WallPage }));
const CampaignsPage = lazy(async () => ({ default: (await import('./campaigns/campaigns-page.tsx')).CampaignsPage }));
const WizardPage = lazy(async () => ({ default: (await import('./campaigns/wizard-page.tsx')).WizardPage }));
const ReportsPage = lazy(async () => ({ default: (await import('./reports/reports-page.tsx')).ReportsPage }));
const AccountsPage = lazy(async () => ({ default: (await import('./accounts/accounts-page.tsx')).AccountsPage }));
const GalleryPage = lazy(async () => ({ default: (await import('./gallery/gallery-page.tsx')).GalleryPage }));
const AuditPage = lazy(async () => ({ default: (await import('./audit/audit-page.tsx')).AuditPage }));

export function App() {
  return (
    <SessionProvider>
      <ProblemProvider>
        <Pages />
      </ProblemProvider>
    </SessionProvider>
  );
}

function Pages() {
  const { who } = useSession();
  if (location.pathname === '/invitation') return <InvitationPage />;
  if (who === undefined) return null;
  if (who === null) return <LoginPage />;
  if (who.secondFactor === 'owed' || location.pathname === '/compte')
    return (
      <Suspense fallback={null}>
        <AccountPage who={who} />
      </Suspense>
    );
  return <LoggedIn who={who} />;
}

/** The pages a role has, the first one being where it starts. */
function pagesOf({ role, agentId }: SessionView): readonly Page[] {
  if (role === 'agent') return ['desk'];
  if (role === 'client') return ['reports'];
  const own: readonly Page[] =
    role === 'coach'
      ? ['board', 'team', 'reports', 'wall']
      : ['board', 'team', 'campaigns', 'cockpit', 'reports', 'audit', 'wall'];
  const all: readonly Page[] = role === 'administrator' ? [...own, 'accounts'] : own;
  return agentId === null ? all : [...all, 'desk'];
}

function LoggedIn({ who }: { readonly who: SessionView }) {
  const { t } = useTranslation();
  const own = pagesOf(who);
  const [path, go] = usePath();
  const isWizard = path === wizardPath && own.includes('campaigns') && who.role !== 'supervisor';
  const page = isWizard ? 'campaigns' : (own.find((each) => pathOf[each] === path) ?? own[0]);
  useEffect(() => {
    document.title = page === undefined ? 'Foyer' : `${t(`app.${page}`)} · Foyer`;
  }, [page, t]);
  if (path === galleryPath && who.role === 'administrator')
    return (
      <Shell who={who} pages={own} page={undefined} onGo={(to) => go(pathOf[to])}>
        <Suspense fallback={null}>
          <GalleryPage />
        </Suspense>
      </Shell>
    );
  return (
    <Shell who={who} pages={own} page={page} onGo={(to) => go(pathOf[to])}>
      {page === 'board' && <BoardPage who={who} />}
      {page === 'desk' && <DeskPage who={who} />}
      <Suspense fallback={<p className="empty">{t('managers.loading')}</p>}>
        {page === 'team' && <TeamPage who={who} />}
        {page === 'campaigns' && (isWizard ? <WizardPage who={who} /> : <CampaignsPage who={who} />)}
        {page === 'cockpit' && <CockpitPage who={who} />}
        {page === 'reports' && <ReportsPage who={who} />}
        {page === 'accounts' && <AccountsPage />}
        {page === 'audit' && <AuditPage who={who} />}
        {page === 'wall' && <WallPage who={who} />}
      </Suspense>
      {page === undefined && <p className="empty">{t('app.noPage')}</p>}
    </Shell>
  );
}

function usePath(): readonly [path: string, go: (path: string) => void] {
  const [path, setPath] = useState(location.pathname);
  useEffect(() => {
    const onBack = () => setPath(location.pathname);
    window.addEventListener('popstate', onBack);
    return () => window.removeEventListener('popstate', onBack);
  }, []);
  return [
    path,
    (to) => {
      history.pushState(null, '', to);
      setPath(to);
    },
  ];
}
