import { join } from 'node:path';
import {
  type Campaign,
  type CampaignKind,
  campaignTemplate,
  campaignTemplates,
  checkPlan,
  type DialingMode,
  newCampaign,
  type PlanProblem,
  planCampaign,
  planOf,
  retryPolicyOf,
} from '../campaigns/index.ts';
import { SYSTEM } from '../dialer/index.ts';
import { type ClientId, idSource } from '../kernel/id.ts';
import { seededRandom } from '../kernel/random.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { freshSeed } from '../kernel/system-random.ts';
import type { Configuration } from '../ops/index.ts';
import { openReports } from '../storage/sqlite/index.ts';
import { plansInStore } from './campaign-note.ts';
import { changeAsked, type PlanOptions } from './campaign-options.ts';
import { planText, templateText } from './campaign-words.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { callerIdOf, gatewayOf } from './import-campaign.ts';
import { DEFAULT_CLIENT_ID, ORG_ID } from './installation.ts';
import { DATABASE_FILE, openStore } from './open-store.ts';
import { campaignNamed } from './report.ts';
import { postToServer } from './running-server.ts';

interface Said {
  readonly json?: true;
  readonly language: 'fr' | 'en';
}

export type SetOptions = PlanOptions & Said & { readonly reason: string };
export interface CreateOptions extends SetOptions {
  readonly charity: string;
  readonly callerId: string;
  readonly gateway: string;
  readonly mode: DialingMode;
  readonly client?: string;
}

export function listTemplates({ json, language }: Said): number {
  const templates = campaignTemplates.map((each) => ({ ...each, retry: retryPolicyOf(each.kind).noAnswer }));
  process.stdout.write(
    json === true
      ? `${JSON.stringify({ templates })}\n`
      : templates.map((each) => templateText(each, language)).join(''),
  );
  return EXIT.ok;
}

export async function showCampaign(configuration: Configuration, name: string, said: Said): Promise<number> {
  say(await known(configuration, name), said);
  return EXIT.ok;
}

/** A running Foyer is asked; without one it is written into the database, by the same rules. */
export async function setCampaign(configuration: Configuration, name: string, options: SetOptions): Promise<number> {
  const campaign = await known(configuration, name);
  const change = await changeAsked(options, planOf(campaign));
  const { reason } = options;
  const path = `/api/campaigns/${campaign.id}/plan/console`;
  const running = (await postToServer(configuration, path, { ...change, reason })) !== undefined;
  if (!running) await planHere(configuration, campaign, change, reason);
  say(await known(configuration, campaign.id), options);
  return EXIT.ok;
}

export async function createCampaign(
  configuration: Configuration,
  name: string,
  options: CreateOptions,
): Promise<number> {
  const { reason, charity: charityName, mode } = options;
  const clientId = (options.client ?? DEFAULT_CLIENT_ID) as ClientId;
  const template = options.kind === undefined ? undefined : templateOf(options.kind);
  const campaign = newCampaign({
    id: idSource(systemClock, seededRandom(freshSeed()).fork('campaign')).next<'campaign'>(),
    orgId: ORG_ID,
    clientId,
    name,
    charityName,
    mode,
    callerId: callerIdOf(options.callerId),
    gatewayId: gatewayOf(options.gateway),
    ...(template === undefined ? {} : { purpose: template.purpose }),
  });
  const start =
    template === undefined
      ? {}
      : {
          kind: template.kind,
          holdOut: template.holdOut,
          stopRules: template.stopRules,
          offers: template.offers,
        };
  const { kind, ...plan } = { ...start, ...(await changeAsked(options, { ...planOf(campaign), ...start })) };
  const { callerId, gatewayIds } = campaign;
  const asked = { clientId, name, charityName, mode, callerId, gatewayId: gatewayIds[0], plan, reason };
  const request = kind === undefined || kind === null ? asked : { ...asked, kind };
  const running = (await postToServer(configuration, '/api/campaigns/console', request)) !== undefined;
  if (!running) await createHere(configuration, campaign, { ...plan, ...(kind === undefined ? {} : { kind }) }, reason);
  say(await known(configuration, name), options);
  return EXIT.ok;
}

function templateOf(kind: string) {
  const found = campaignTemplates.find((each) => each.kind === kind);
  if (found !== undefined) return campaignTemplate(kind as CampaignKind);
  throw new CommandError(
    `There is no template "${kind}"; these are ${campaignTemplates.map((each) => each.kind).join(', ')}.`,
    EXIT.usage,
  );
}

async function planHere(
  { dataFolder }: Configuration,
  campaign: Campaign,
  change: object,
  reason: string,
): Promise<void> {
  const store = await openStore(dataFolder, systemClock);
  try {
    const result = await planCampaign(plansInStore(store), campaign, change, { actor: SYSTEM, reason });
    if (!result.ok) throw misfit(result.problems);
  } finally {
    await store.close();
  }
}

async function createHere(
  { dataFolder }: Configuration,
  campaign: Campaign,
  plan: object,
  reason: string,
): Promise<void> {
  const checked = checkPlan(campaign, plan, reason);
  if (!checked.ok) throw misfit(checked.problems);
  const store = await openStore(dataFolder, systemClock);
  try {
    if ((await store.campaigns(ORG_ID)).some(({ name }) => name === campaign.name))
      throw new CommandError(
        `Another campaign is called "${campaign.name}": give this one a name of its own.`,
        EXIT.usage,
      );
    await store.putCampaign(campaign);
    const result = await planCampaign(plansInStore(store), campaign, plan, { actor: SYSTEM, reason });
    if (!result.ok) throw misfit(result.problems);
  } finally {
    await store.close();
  }
}

function misfit(problems: readonly PlanProblem[]): CommandError {
  const words = problems.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`));
  return new CommandError(`The plan does not fit: ${words.join('; ')}.`, EXIT.usage);
}

/** As the database has it, whether a Foyer runs on it or not. */
async function known({ dataFolder }: Configuration, name: string): Promise<Campaign> {
  const reports = await openReports(join(dataFolder, DATABASE_FILE));
  try {
    return campaignNamed(await reports.campaigns(ORG_ID), name);
  } finally {
    await reports.close();
  }
}

function say(campaign: Campaign, { json, language }: Said): void {
  const { id: campaignId, name, clientId } = campaign;
  const plan = planOf(campaign);
  process.stdout.write(
    json === true ? `${JSON.stringify({ campaignId, clientId, name, plan })}\n` : planText(name, plan, language),
  );
}
