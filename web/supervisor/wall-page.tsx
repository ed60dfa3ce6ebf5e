import { useTranslation } from 'react-i18next';
import type { ChangeList, SessionView } from '../../src/http/contract/index.ts';
import { riskOf } from '../board/risk.ts';
import { useFloor } from '../board/use-floor.ts';
import { useFloorClock, useTick } from '../floor-clock.ts';
import { euros, percent, timeOfDay } from '../i18n/format.ts';
import { decimal } from '../i18n/managers-format.ts';
import { Icon } from '../ui/icon.tsx';
import { useLoaded } from '../ui/use-loaded.ts';
import { useToday } from './use-today.ts';
import { usefulGoal, type WallFigures, wallFigures } from './wall-figures.ts';
import './supervisor.css';

const GOAL_EVERY_MS = 60_000;

/** For the screen on the wall: five figures, and no names. */
export function WallPage({ who }: { readonly who: SessionView }) {
  const { t, i18n } = useTranslation();
  const clock = useFloorClock(who.clock.now, who.clock.speed);
  const { floor, isLive } = useFloor(clock);
  useTick(1_000);
  const today = useToday(who, clock.now(), 'total', i18n.language);
  const only = floor?.campaigns.length === 1 && who.role !== 'coach' ? floor.campaigns[0]?.campaignId : undefined;
  const changes = useLoaded<ChangeList>(
    only === undefined ? undefined : `/api/campaigns/${only}/changes`,
    GOAL_EVERY_MS,
  );
  if (floor === undefined) return <p className="empty">{t(isLive ? 'board.loading' : 'app.offline')}</p>;
  const figures = wallFigures(floor, today.data);
  return (
    <section className="wall" aria-label={t('wall.title')}>
      <header>
        <h1>{t('wall.title')}</h1>
        <strong>{timeOfDay(clock.now(), i18n.language)}</strong>
        <p role="status">{isLive ? '' : t('app.offline')}</p>
        <button type="button" onClick={() => void document.documentElement.requestFullscreen()}>
          <Icon name="eye" />
          {t('wall.fullscreen')}
        </button>
      </header>
      <Figures figures={figures} goal={usefulGoal(changes.data)} language={i18n.language} />
    </section>
  );
}

interface FiguresProps {
  readonly figures: WallFigures;
  readonly goal: number | null;
  readonly language: string;
}

function Figures({ figures, goal, language }: FiguresProps) {
  const { t } = useTranslation();
  const { useful, usefulPerHour, talking, ready, paused, answerRate, promisedCents, signedCents, worst } = figures;
  const risk = worst === undefined ? 'none' : riskOf(worst.rates);
  const rate = decimal(usefulPerHour, language);
  const amount = (cents: number | null) => (cents === null ? '–' : euros(Math.round(cents / 100) * 100, language));
  return (
    <dl>
      <Figure
        name={t('wall.useful')}
        value={useful === null ? '–' : decimal(useful, language, 0)}
        hint={
          goal === null ? t('wall.perHour', { rate }) : t('wall.perHourOf', { rate, goal: decimal(goal, language) })
        }
        risk={goal === null || usefulPerHour === null ? undefined : usefulPerHour >= goal ? 'low' : 'near'}
      />
      <Figure
        name={t('wall.abandonment')}
        value={percent(worst?.rates.abandonmentRate ?? null, language, 1)}
        hint={t(`wall.risks.${risk}`, { limit: percent(worst?.rates.abandonmentLimit ?? null, language) })}
        risk={risk}
      />
      <Figure name={t('wall.agents')} value={`${talking} / ${ready} / ${paused}`} hint={t('wall.agentsHint')} />
      <Figure name={t('wall.answerRate')} value={percent(answerRate, language)} hint={t('wall.lastHour')} />
      <Figure
        name={t('wall.amount')}
        value={amount(promisedCents)}
        hint={t('wall.signed', { amount: amount(signedCents) })}
      />
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly hint: string;
  readonly risk?: string | undefined;
}

function Figure({ name, value, hint, risk }: FigureProps) {
  return (
    <div data-risk={risk}>
      <dt>{name}</dt>
      <dd>
        <strong>{value}</strong>
        <span>{hint}</span>
      </dd>
    </div>
  );
}
