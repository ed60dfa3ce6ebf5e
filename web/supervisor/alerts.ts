import type { AgentRow, CallbackView, CampaignView, FloorView } from '../../src/http/contract/index.ts';

const MINUTE_MS = 60_000;
/** An agent waits too long for a call. */
const LONG_WAIT_MS = MINUTE_MS;
/** A wrap-up as long as this may need help, not haste. */
const LONG_WRAP_MS = 5 * MINUTE_MS;
/** Of the allowance of abandoned calls. */
const NEAR = 0.93;
/** How long an alert that was put aside stays away. */
export const SNOOZE_MS = 15 * MINUTE_MS;

const openStates: ReadonlySet<CallbackView['state']> = new Set(['scheduled', 'offered', 'pooled']);

export const alertKinds = [
  'switch-down',
  'storage',
  'abandonment',
  'line-lost',
  'ghost',
  'vulnerable',
  'hard-call',
  'long-wrap',
  'long-wait',
  'exhausted',
  'overdue',
  'pacing-late',
] as const;
export type AlertKind = (typeof alertKinds)[number];

/** What is wrong, of whom or what, and where it can be looked after. */
export interface Alert {
  /** The same for as long as it is the same trouble. */
  readonly key: string;
  readonly kind: AlertKind;
  readonly name: string;
  readonly since: number | null;
  readonly agentId: string | null;
  readonly page: 'cockpit' | 'campaigns' | 'board' | null;
}

export interface Watched {
  readonly floor: FloorView;
  readonly now: number;
  /** People in a fragile situation whom nobody has looked after yet. */
  readonly vulnerable: number;
  readonly callbacks: readonly CallbackView[];
}

/** What a supervisor should look at, the gravest first. */
export function alertsOf({ floor, now, vulnerable, callbacks }: Watched): readonly Alert[] {
  const overdue = callbacks.filter(({ state, missed, to }) => openStates.has(state) && (missed || to < now)).length;
  const found = [
    ...floor.switches.filter(({ up }) => !up).map(({ switchId }) => of('switch-down', switchId, switchId)),
    ...(floor.floor.storeFailing ? [of('storage', '', '')] : []),
    ...floor.agents.flatMap((agent) => agentAlerts(agent, now)),
    ...floor.campaigns.filter(({ status }) => status === 'running').flatMap(campaignAlerts),
    ...(vulnerable > 0 ? [of('vulnerable', '', String(vulnerable))] : []),
    ...(overdue > 0 ? [of('overdue', '', String(overdue))] : []),
  ];
  return found.sort((a, b) => alertKinds.indexOf(a.kind) - alertKinds.indexOf(b.kind));
}

function agentAlerts({ agentId, name, state, since, coolDown }: AgentRow, now: number): Alert[] {
  const about = (kind: AlertKind) => ({ ...of(kind, `${agentId} ${since}`, name), since, agentId });
  const kinds: AlertKind[] = [];
  if (state === 'line-lost' || state === 'ghost') kinds.push(state);
  if (state === 'ready' && now - since > LONG_WAIT_MS) kinds.push('long-wait');
  if (state === 'wrap-up' && now - since > LONG_WRAP_MS) kinds.push('long-wrap');
  if (coolDown !== null) kinds.push('hard-call');
  return kinds.map(about);
}

function campaignAlerts({ campaignId, name, rates, exhausted, fallback, mode }: CampaignView): Alert[] {
  const about = (kind: AlertKind, page: Alert['page']) => ({ ...of(kind, campaignId, name), page });
  const { abandonmentRate, abandonmentLimit } = rates;
  const isNear = abandonmentRate !== null && abandonmentLimit > 0 && abandonmentRate / abandonmentLimit >= NEAR;
  return [
    ...(isNear ? [about('abandonment', 'cockpit')] : []),
    ...(exhausted ? [about('exhausted', 'campaigns')] : []),
    ...(fallback && mode === 'predictive' ? [about('pacing-late', 'cockpit')] : []),
  ];
}

function of(kind: AlertKind, id: string, name: string): Alert {
  return { key: `${kind} ${id}`, kind, name, since: null, agentId: null, page: null };
}
