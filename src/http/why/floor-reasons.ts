import type { Refusal } from '../../compliance/index.ts';
import type { AgentView, CampaignFigures, FloorSnapshot } from '../../dialer/index.ts';
import type { WhyReason } from '../contract/index.ts';

type Campaign = Pick<
  CampaignFigures,
  'campaignId' | 'status' | 'mode' | 'restsUntil' | 'hopper' | 'exhausted' | 'calls' | 'pacing'
>;
type Floor = Pick<FloorSnapshot, 'agents' | 'switches' | 'draining' | 'storeFailing'>;

/** Why a campaign as a whole dials nobody now, the widest reason first. */
export function floorReasons(floor: Floor, campaign: Campaign, callerId: readonly Refusal[]): readonly WhyReason[] {
  return [...ofFloor(floor), ...ofCampaign(campaign, callerId), ...ofAgents(floor, campaign), ...ofList(campaign)];
}

function reason(code: WhyReason['code'], fr: string, en: string, until: number | null = null): WhyReason {
  return { code, words: { fr, en }, until };
}

function ofFloor({ draining, storeFailing, switches }: Floor): WhyReason[] {
  const found: WhyReason[] = [];
  if (draining)
    found.push(
      reason('draining', 'Le plateau se termine : aucun nouvel appel.', 'The floor is being drained: no new call.'),
    );
  if (storeFailing)
    found.push(
      reason(
        'storage-failing',
        'La base ne prend plus d’écriture (disque plein ?) : aucun appel sans trace.',
        'The database takes no writes (disk full?): no call without a trace.',
      ),
    );
  const up = switches.filter((each) => each.up);
  if (up.length === 0)
    found.push(reason('no-switch', 'Aucun serveur téléphonique n’est connecté.', 'No telephone switch is connected.'));
  else if (up.every(({ overloaded }) => overloaded))
    found.push(
      reason(
        'switch-overloaded',
        'Les serveurs téléphoniques sont surchargés.',
        'The telephone switches are overloaded.',
      ),
    );
  return found;
}

function ofCampaign({ status, mode, restsUntil }: Campaign, callerId: readonly Refusal[]): WhyReason[] {
  const found: WhyReason[] = [];
  if (status === 'stopped') found.push(reason('stopped', 'La campagne est arrêtée.', 'The campaign is stopped.'));
  const [refusal] = callerId;
  if (refusal !== undefined)
    found.push(
      reason('caller-id', `${refusal.words.fr} (${refusal.ruleId})`, `${refusal.words.en} (${refusal.ruleId})`),
    );
  if (mode === 'manual')
    found.push(
      reason(
        'manual',
        'Numérotation manuelle : les agents composent eux-mêmes.',
        'Manual dialing: agents dial themselves.',
      ),
    );
  if (restsUntil !== null)
    found.push(
      reason(
        'rests',
        'Trop de refus des règles à la suite : la campagne attend un moment.',
        'The rules refused too many contacts in a row: the campaign waits a moment.',
        restsUntil,
      ),
    );
  return found;
}

function ofAgents({ agents }: Floor, campaign: Campaign): WhyReason[] {
  const own = agents.filter((agent) => agent.state !== 'offline' && agent.campaignIds.includes(campaign.campaignId));
  if (own.length === 0)
    return [reason('no-agent', 'Aucun agent de la campagne n’est connecté.', 'No agent of the campaign is logged in.')];
  if (own.some(mayTakeCall)) return [];
  return [
    reason(
      'no-agent-ready',
      `Aucun des ${own.length} agents n’est prêt, ligne ouverte.`,
      `None of the ${own.length} agents is ready with an open line.`,
    ),
  ];
}

function mayTakeCall({ state, line, lastCall }: AgentView): boolean {
  return state === 'ready' && line.open && !lastCall;
}

function ofList({ exhausted, hopper, mode, calls, pacing }: Campaign): WhyReason[] {
  if (hopper === 0 && exhausted)
    return [reason('list-exhausted', 'Aucun contact n’est à appeler maintenant.', 'No contact is due now.')];
  const inFlight = Object.values(calls).some((count) => count > 0);
  if (mode !== 'predictive' || inFlight || pacing.en === '') return [];
  return [reason('pacing', pacing.fr, pacing.en)];
}
