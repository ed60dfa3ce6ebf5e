import type { z } from 'zod';
import {
  askReport,
  canCompare,
  groupNames,
  isZone,
  type Period,
  periodOf,
  type ReportGroup,
  reportColumns,
  reportTable,
} from '../../campaigns/figures/index.ts';
import { type Campaign, effectWords, holdOutEffect } from '../../campaigns/index.ts';
import type { CampaignId } from '../../kernel/id.ts';
import { type ReportAnswer, reportAnswer, reportQuery } from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient, type Principal } from '../principal.ts';
import { Problem } from '../problem.ts';
import { csvFile, reportRoute } from './report-route.ts';

type Query = z.output<typeof reportQuery>;

const { asJson, asCsv } = reportRoute({
  path: '/api/reports',
  summary: 'The figures of a period: of a campaign, a charity, or all that I may see',
  query: reportQuery,
  answer: reportAnswer,
});

export function reportRoutes(app: App, parts: Parts): void {
  app.openapi(asJson, async (c) => {
    const { query, period, groups, nameOf } = await reportFor(parts, c.req.valid('query'), c.var.principal);
    const { by, zone, language } = query;
    const answer: ReportAnswer = {
      from: period.first,
      to: period.last,
      zone,
      by,
      figures: reportColumns.map((column) => ({ id: column.id, title: column[language], kind: column.kind })),
      groups: groups.map(({ key, tally, values }) => ({
        key,
        name: nameOf(key),
        counts: { ...tally },
        values: values.map((value) => ({ ...value })),
      })),
      holdOut: await effectFor(parts, query.campaignId),
    };
    return c.json(answer, 200);
  });

  app.openapi(asCsv, async (c) => {
    const { query, period, groups, nameOf } = await reportFor(parts, c.req.valid('query'), c.var.principal);
    const { by, language, compare } = query;
    const table = reportTable(groups, { by, language, nameOf, name: 'Foyer', compared: compare !== undefined });
    return csvFile(c, table, language, `foyer-${period.first}-${period.last}`);
  });
}

/** What calling changed; of a campaign that the person may see, as `reportFor` has found. */
async function effectFor(
  { store, orgId }: Parts,
  campaignId: CampaignId | undefined,
): Promise<ReportAnswer['holdOut']> {
  const campaign =
    campaignId === undefined ? undefined : (await store.campaigns(orgId)).find(({ id }) => id === campaignId);
  if (campaign?.holdOut === undefined) return null;
  const effect = holdOutEffect(await store.holdOutArms(campaign.id), campaign.holdOut.stratum);
  return { ...effect, called: { ...effect.called }, heldOut: { ...effect.heldOut }, words: effectWords(effect) };
}

interface Reported {
  readonly query: Query;
  readonly period: Period;
  readonly groups: readonly ReportGroup[];
  readonly nameOf: (key: string) => string;
}

async function reportFor(parts: Parts, query: Query, principal: Principal): Promise<Reported> {
  const { store, clock, orgId } = parts;
  const { by, costCentsAnHour, retention } = query;
  const period = periodFor(query, principal);
  const compared = query.compare !== undefined;
  if (compared && !canCompare(by)) throw badField('compare', `does not go with by=${by}`);
  const campaigns = await store.campaigns(orgId);
  const groups = await askReport((question) => store.figures(question), {
    orgId,
    ...scopeOf(campaigns, query, principal),
    by,
    period,
    compared,
    money: {
      ...(costCentsAnHour === undefined ? {} : { costCentsAnHour }),
      ...(retention === undefined ? {} : { retention }),
    },
    at: clock.now(),
  });
  const keys = groups.map(({ key }) => key);
  const nameOf = await groupNamesFor(parts, { by, period, language: query.language, campaigns, keys });
  return { query, period, groups, nameOf };
}

/** What the groups of a report are called. */
export async function groupNamesFor(
  { names }: Pick<Parts, 'names'>,
  {
    by,
    period,
    language,
    campaigns,
    keys,
  }: Pick<Query, 'by' | 'language'> & {
    readonly period: Period;
    readonly campaigns: readonly Campaign[];
    readonly keys: readonly string[];
  },
): Promise<(key: string) => string> {
  const known = new Map<string, string>(campaigns.map(({ id, name }) => [id, name]));
  const agents = by === 'agent' ? keys.filter((key) => key !== '') : [];
  if (agents.length > 0) await names.refresh();
  for (const agentId of agents) known.set(agentId, names.of(agentId));
  return groupNames({ by, period }, language, known);
}

/** @throws Problem where the days or the zone are none, or the figures are not for this person */
export function periodFor(
  { zone, from, to, by }: Pick<Query, 'zone' | 'from' | 'to' | 'by'>,
  principal: Principal,
): Period {
  if (!isZone(zone)) throw badField('zone', 'must be a time zone such as Europe/Paris');
  const period = periodOf({ first: from, last: to }, zone);
  if (period === undefined) throw badField('to', 'must be a day from the first one on, at most ten years');
  if (by === 'agent' && principal.role === 'client')
    throw new Problem('forbidden', 'The figures of each agent stay with the agency.');
  return period;
}

/** A person sees the charities of his or her account; what is not theirs is not there. */
export function scopeOf(
  campaigns: readonly Campaign[],
  { campaignId, clientId }: Pick<Query, 'campaignId' | 'clientId'>,
  principal: Principal,
) {
  if (campaignId !== undefined) {
    const campaign = campaigns.find(({ id }) => id === campaignId);
    if (
      campaign === undefined ||
      !maySeeClient(principal, campaign.clientId) ||
      (clientId ?? campaign.clientId) !== campaign.clientId
    )
      throw new Problem('not-found', 'There is no such campaign.');
    return { campaignIds: [campaignId], clientIds: [campaign.clientId] };
  }
  if (clientId !== undefined) {
    if (!maySeeClient(principal, clientId)) throw new Problem('not-found', 'There is no such charity.');
    return { clientIds: [clientId] };
  }
  return principal.role === 'administrator' ? {} : { clientIds: [...principal.clientIds] };
}

function badField(field: string, message: string): Problem {
  return new Problem('bad-request', `The request does not fit: ${field} ${message}.`, { errors: [{ field, message }] });
}
