import { useTranslation } from 'react-i18next';
import type { TrialList, TrialView } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import { clockLength, percent, shortLength, timeOfDay } from '../i18n/format.ts';
import { decimal } from '../i18n/managers-format.ts';
import { useProblems } from '../problems.tsx';
import { ChangedList } from './changes-panel.tsx';

interface TrialTileProps {
  readonly list: TrialList;
  readonly mayChange: boolean;
  readonly now: number;
  readonly onChanged: () => void;
}

/** The newest trial of settings: how long it goes on, and what was before it and with it. */
export function TrialTile({ list, mayChange, now, onChanged }: TrialTileProps) {
  const { t } = useTranslation();
  const { run } = useProblems();
  const [trial] = list.trials;
  if (trial === undefined) return null;
  const end = (keep: boolean) =>
    void run(() => api('POST', `/api/campaigns/${trial.campaignId}/trials/end`, { keep }).then(onChanged));
  return (
    <section className="trial-tile" aria-label={t('trial.title')}>
      <h3>{t('trial.title')}</h3>
      <p>
        <TrialState trial={trial} now={now} />
      </p>
      <ChangedList change={trial} />
      <p className="muted">{t('trial.by', { name: trial.actorName ?? t('changes.nobody'), reason: trial.reason })}</p>
      <Compared compared={list.compared} />
      {trial.endedAt === null && mayChange && (
        <div className="pace-buttons">
          <button type="button" onClick={() => end(true)}>
            {t('trial.keep')}
          </button>
          <button type="button" onClick={() => end(false)}>
            {t('trial.comeBack')}
          </button>
        </div>
      )}
    </section>
  );
}

function TrialState({ trial, now }: { readonly trial: TrialView; readonly now: number }) {
  const { t, i18n } = useTranslation();
  const { endedAt, endsAt, outcome } = trial;
  if (endedAt === null || outcome === null)
    return t('trial.running', { at: timeOfDay(endsAt, i18n.language), left: clockLength(endsAt - now) });
  return t(`trial.outcomes.${outcome}`, { at: timeOfDay(endedAt, i18n.language) });
}

const rows = ['usefulPerHour', 'waitMs', 'utilisation', 'abandonment'] as const;
const counts = ['answers', 'abandoned', 'useful'] as const;
type Name = (typeof rows)[number] | (typeof counts)[number];

function Compared({ compared }: Pick<TrialList, 'compared'>) {
  const { t, i18n } = useTranslation();
  const { before, during } = compared ?? { before: null, during: null };
  if (before === null || during === null) return <p className="muted">{t('trial.nothing')}</p>;
  const words = (name: Name, value: number) => wordsOf(name, value, i18n.language);
  const row = (name: Name, label: string) => (
    <tr key={name}>
      <th scope="row">{label}</th>
      <td className="number">{words(name, before[name])}</td>
      <td className="number">{words(name, during[name])}</td>
      <td className="number">{signed(during[name] - before[name], (value) => words(name, value))}</td>
    </tr>
  );
  return (
    <>
      <div className="wide-table">
        <table className="plain">
          <caption>{t('trial.compared')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('trial.measure')}</th>
              {(['before', 'during', 'difference'] as const).map((name) => (
                <th key={name} scope="col" className="number">
                  {t(`trial.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((name) => row(name, t(`whatIf.measures.${name}`)))}
            {counts.map((name) => row(name, t(`trial.counts.${name}`)))}
          </tbody>
        </table>
      </div>
      <p className="muted">{t('trial.chance')}</p>
    </>
  );
}

function signed(value: number, words: (value: number) => string): string {
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${words(Math.abs(value))}`;
}

function wordsOf(name: Name, value: number, language: string): string {
  if (name === 'waitMs') return shortLength(value, language);
  if (name === 'utilisation' || name === 'abandonment') return percent(value, language, 1);
  return decimal(value, language, name === 'usefulPerHour' ? 1 : 0);
}
