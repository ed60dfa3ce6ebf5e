import { useTranslation } from 'react-i18next';
import type { CampaignView, PaceView } from '../../src/http/contract/index.ts';
import { clockTime, inLanguage } from '../i18n/managers-format.ts';
import { Icon } from '../ui/icon.tsx';

const SHOWN = 6;

/** What the pacing thinks now, and the reason of each of its last decisions that placed calls. */
export function Decisions({
  campaign,
  pace,
}: {
  readonly campaign: CampaignView;
  readonly pace: PaceView | undefined;
}) {
  const { t, i18n } = useTranslation();
  const now = campaign.fallback ? t('board.fallback') : inLanguage(campaign.pacing, i18n.language);
  const decisions = pace?.decisions.slice(0, SHOWN) ?? [];
  return (
    <section className="panel decisions" aria-labelledby="decisions-title">
      <h2 id="decisions-title">{t('cockpit.decisions')}</h2>
      {now !== '' && (
        <p className="pacing" data-warn={campaign.fallback || undefined}>
          <Icon name={campaign.fallback ? 'alert' : 'bolt'} />
          <span>{now}</span>
        </p>
      )}
      {decisions.length === 0 ? (
        <p className="muted">{t('cockpit.noDecision')}</p>
      ) : (
        <ol>
          {decisions.map(({ version, at, lines, words }) => (
            <li key={`${at}-${version}`}>
              <time>{clockTime(at, i18n.language)}</time>
              <strong>{t('cockpit.lines', { count: lines })}</strong>
              <span>{inLanguage(words, i18n.language)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
