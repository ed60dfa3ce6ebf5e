import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../src/http/contract/index.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { useFloorClock, useTick } from './floor-clock.ts';
import { dayOf, timeOfDay } from './i18n/format.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { type Page, pathOf } from './pages.ts';
import { useProblems } from './problems.tsx';
import { useSession } from './session.tsx';
import { Icon } from './ui/icon.tsx';
import './shell.css';

/** Pages without a live stream of their own, which would tell. */
const quiet: ReadonlySet<Page> = new Set(['campaigns', 'reports', 'audit', 'accounts']);

interface ShellProps {
  readonly who: SessionView;
  readonly pages: readonly Page[];
  readonly page: Page | undefined;
  readonly onGo: (page: Page) => void;
  readonly children: ReactNode;
}

/** What stands around every page. */
export function Shell({ who, pages, page, onGo, children }: ShellProps) {
  const { t } = useTranslation();
  const { logOut } = useSession();
  const { run } = useProblems();
  const follow = (to: Page) => (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onGo(to);
  };
  return (
    <>
      <a className="skip" href="#content">
        {t('app.skip')}
      </a>
      <header className="top">
        <span className="brand">
          <img src="/favicon.svg" alt="" width="26" height="26" />
          Foyer
        </span>
        <nav>
          {pages.map((each) => (
            <a key={each} href={pathOf[each]} aria-current={each === page ? 'page' : undefined} onClick={follow(each)}>
              {t(`app.${each}`)}
            </a>
          ))}
        </nav>
        <FloorTime who={who} />
        <LanguageSwitch />
        <a className="who" href="/compte" title={`${t('account.title')} · ${who.organisation}`}>
          <Icon name="user" />
          <span>
            <strong>{who.displayName}</strong>
            <small>
              {t(`roles.${who.role}`)}
              <span className="who-house"> · {who.organisation}</span>
            </small>
          </span>
        </a>
        <button
          type="button"
          className="quiet"
          title={t('app.logout')}
          aria-label={t('app.logout')}
          onClick={() => void run(logOut)}
        >
          <Icon name="logout" />
        </button>
      </header>
      <main id="content">
        {page !== undefined && quiet.has(page) && <ConnectionBanner />}
        {children}
      </main>
    </>
  );
}

function FloorTime({ who }: { readonly who: SessionView }) {
  const { t, i18n } = useTranslation();
  const { now, speed } = who.clock;
  const clock = useFloorClock(now, speed);
  useTick(1_000);
  const at = clock.now();
  return (
    <span className="floor-time" title={`${t('app.clock')} · ${dayOf(at, i18n.language)}`}>
      <Icon name="clock" />
      <span className="floor-day">{dayOf(at, i18n.language)}</span> <strong>{timeOfDay(at, i18n.language)}</strong>
      {speed !== 1 && <small>{t('app.speed', { speed })}</small>}
    </span>
  );
}
