import { useTranslation } from 'react-i18next';
import type { AgentState, CampaignView, FloorView } from '../../src/http/contract/index.ts';
import { percent } from '../i18n/format.ts';
import { riskOf } from './risk.ts';

/** Five numbers, one idea each. */
export function KeyFigures({ floor }: { readonly floor: FloorView }) {
  const { t, i18n } = useTranslation();
  const inState = (...states: AgentState[]) => floor.agents.filter(({ state }) => states.includes(state)).length;
  const calls = (...states: (keyof CampaignView['calls'])[]) =>
    floor.campaigns.reduce(
      (total, campaign) => total + states.reduce((sum, state) => sum + (campaign.calls[state] ?? 0), 0),
      0,
    );
  const ringing = calls('ringing');
  const worst = floor.campaigns.reduce<CampaignView | undefined>(
    (found, each) => (exposure(each) > exposure(found) ? each : found),
    floor.campaigns[0],
  );
  const rates = worst?.rates;
  const hasMany = floor.campaigns.length > 1;
  return (
    <dl className="figures">
      <Figure
        name={t('board.talking')}
        value={String(inState('talking'))}
        state="talking"
        hint={`/ ${floor.agents.length}`}
      />
      <Figure name={t('board.ready')} value={String(inState('ready'))} state="ready" />
      <Figure
        name={t('board.dialing')}
        value={String(calls('planned', 'placed', 'ringing', 'answered', 'bridging'))}
        hint={t('board.dialingHint', { ringing })}
      />
      <Figure
        name={t('board.answerRate')}
        value={percent(answerRate(floor.campaigns), i18n.language)}
        hint={t('board.lastHour')}
      />
      <Figure
        name={t('board.abandonment')}
        value={percent(rates?.abandonmentRate ?? null, i18n.language, 1)}
        risk={rates === undefined ? 'none' : riskOf(rates)}
        hint={`${t('board.lastDay', { limit: percent(rates?.abandonmentLimit ?? null, i18n.language) })}${hasMany && worst !== undefined ? ` · ${worst.name}` : ''}`}
      />
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly hint?: string;
  readonly state?: AgentState;
  readonly risk?: string;
}

function Figure({ name, value, hint, state, risk }: FigureProps) {
  return (
    <div data-state={state} data-risk={risk}>
      <dt>{name}</dt>
      <dd>
        <strong>{value}</strong>
        {hint !== undefined && <small>{hint}</small>}
      </dd>
    </div>
  );
}

function exposure(campaign: CampaignView | undefined): number {
  const { abandonmentRate = null, abandonmentLimit = 1 } = campaign?.rates ?? {};
  return abandonmentRate === null ? -1 : abandonmentRate / abandonmentLimit;
}

/** The mean over the campaigns that have one, each by the calls it has placed lately. */
function answerRate(campaigns: readonly CampaignView[]): number | null {
  let answered = 0;
  let weight = 0;
  for (const { rates } of campaigns) {
    if (rates.answerRate === null) continue;
    const calls = Math.max(
      1,
      rates.minutes.placed.reduce((sum, each) => sum + each, 0),
    );
    answered += rates.answerRate * calls;
    weight += calls;
  }
  return weight > 0 ? answered / weight : null;
}
