import { useTranslation } from 'react-i18next';
import { euros } from '../i18n/format.ts';
import { Icon } from '../ui/icon.tsx';
import type { AgentPromises } from './answers.ts';

interface AskLadderProps {
  readonly asks: AgentPromises['asks'] | undefined;
  /** Asks made so far, as the server saw them. */
  readonly made: readonly number[];
  /** The ask on the screen. */
  readonly current: number | null;
}

/** The three asks at most of this donor, and which of them were made. */
export function AskLadder({ asks, made, current }: AskLadderProps) {
  const { t, i18n } = useTranslation();
  const ladder = asks?.toMonthly ?? [];
  if (ladder.length === 0) return null;
  return (
    <ol className="ladder" aria-label={t('script.ladder', { count: made.length, of: ladder.length })}>
      {ladder.map(({ step, cents, frequency }) => (
        <li
          key={step}
          data-made={made.includes(step) || undefined}
          aria-current={step === current ? 'step' : undefined}
        >
          {made.includes(step) && <Icon name="check" />}
          <b>{euros(cents, i18n.language)}</b>
          <small>{t(`promise.rhythm.${frequency}`)}</small>
          {made.includes(step) && <span className="hidden">{t('script.made')}</span>}
        </li>
      ))}
    </ol>
  );
}
