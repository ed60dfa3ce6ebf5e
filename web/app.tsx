import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../src/http/contract/index.ts';
import { InvitationPage } from './account/invitation-page.tsx';
import { BoardPage } from './board/board-page.tsx';
import { DeskPage } from './desk/desk-page.tsx';
import { LoginPage } from './login-page.tsx';
import { type Page, pathOf } from './pages.ts';
import { ProblemProvider } from './problems.tsx';
import { SessionProvider, useSession } from './session.tsx';
import { Shell } from './shell.tsx';

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
  return who === null ? <LoginPage /> : <LoggedIn who={who} />;
}

/** The pages a role has, the first one being where it starts. */
function pagesOf({ role, agentId }: SessionView): readonly Page[] {
  if (role === 'agent') return ['desk'];
  if (role === 'supervisor' || role === 'coach') return agentId === null ? ['board'] : ['board', 'desk'];
  return role === 'client' ? [] : ['board'];
}

function LoggedIn({ who }: { readonly who: SessionView }) {
  const { t } = useTranslation();
  const own = pagesOf(who);
  const [path, go] = usePath();
  const page = own.find((each) => pathOf[each] === path) ?? own[0];
  useEffect(() => {
    document.title = page === undefined ? 'Foyer' : `${t(`app.${page}`)} · Foyer`;
  }, [page, t]);
  return (
    <Shell who={who} pages={own} page={page} onGo={(to) => go(pathOf[to])}>
      {page === 'board' && <BoardPage who={who} />}
      {page === 'desk' && <DeskPage who={who} />}
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
