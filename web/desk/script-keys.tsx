import { useTranslation } from 'react-i18next';
import type { AgentView } from '../../src/http/contract/index.ts';
import { Icon } from '../ui/icon.tsx';
import { type NextMove, nextMove, type Script, type ScriptStep, stepBefore } from './script-walk.ts';
import { useKey, useSingleKey } from './use-key.ts';

interface StepKeysProps {
  readonly script: Script;
  readonly step: ScriptStep;
  readonly missing: NonNullable<AgentView['call']>['missingSteps'];
  /** The step that the server knows of. */
  readonly said: string | null;
  readonly now: number;
  /** The objection whose answer is on the screen. */
  readonly answered: Script['objections'][number] | undefined;
  readonly onGo: (to: string) => void;
  readonly onTick: () => void;
  readonly onAnswered: () => void;
}

/** One key goes on; a mandatory step is read for its time and ticked by the same key first. */
export function StepKeys({ script, step, missing, said, now, answered, onGo, onTick, onAnswered }: StepKeysProps) {
  const { t } = useTranslation();
  const move = nextMove(step, missing, said, now);
  const before = stepBefore(script, step);
  const press = (): (() => void) | undefined => {
    if (answered !== undefined) return () => (answered.to === null ? onAnswered() : onGo(answered.to));
    if (move.does === 'tick') return onTick;
    return move.does === 'go' ? () => onGo(move.to) : undefined;
  };
  const next = press();
  const back = answered !== undefined ? onAnswered : before === undefined ? undefined : () => onGo(before.id);
  useKey('F3', next);
  useSingleKey(' ', next);
  useSingleKey('ArrowDown', next);
  useKey('Shift+F3', back);
  useSingleKey('ArrowUp', back);
  return (
    <div className="step-keys">
      <button type="button" className="primary" disabled={next === undefined} aria-keyshortcuts="F3" onClick={next}>
        <Icon name={move.does === 'tick' && answered === undefined ? 'check' : 'play'} />
        {answered === undefined ? <NextWords move={move} now={now} /> : t('script.goOn')}
        <kbd>F3</kbd>
      </button>
      {answered === undefined &&
        step.branches.map(({ label, to }) => (
          <button key={label} type="button" onClick={() => onGo(to)} lang={script.language}>
            {label}
          </button>
        ))}
      <button type="button" className="quiet" disabled={back === undefined} aria-keyshortcuts="Shift+F3" onClick={back}>
        {t('script.back')}
      </button>
    </div>
  );
}

function NextWords({ move, now }: { readonly move: NextMove; readonly now: number }) {
  const { t } = useTranslation();
  if (move.does === 'tick') return t('script.tick');
  if (move.does === 'go') return t('script.next');
  if (move.does === 'end') return t('script.end');
  const seconds = move.until === null ? undefined : Math.max(1, Math.ceil((move.until - now) / 1_000));
  return seconds === undefined ? t('script.wait') : t('script.waitSeconds', { count: seconds });
}
