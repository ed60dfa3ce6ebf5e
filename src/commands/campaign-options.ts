import { readFile } from 'node:fs/promises';
import { type CampaignPlan, type PlanChange, planChange } from '../campaigns/index.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { reason as why } from './open-store.ts';

/** What the options of `foyer campaign set` say; `none` takes a thing away. */
export interface PlanOptions {
  readonly plan?: string;
  readonly kind?: string;
  readonly holdOut?: string;
  readonly seed?: string;
  readonly stratum?: string;
  readonly usefulContacts?: string;
  readonly signedMandates?: string;
  readonly hours?: string;
  readonly budget?: string;
  readonly hourCost?: string;
  readonly segment?: readonly string[];
  readonly wave?: readonly string[];
}

const ends = [
  ['usefulContacts', 'usefulContacts', 1],
  ['signedMandates', 'signedMandates', 1],
  ['hours', 'productionHours', 1],
  ['budget', 'budgetCents', 100],
  ['hourCost', 'costCentsAnHour', 100],
] as const;

/** The change of this plan that the options ask for. @throws CommandError naming the option and what to write */
export async function changeAsked(options: PlanOptions, now: CampaignPlan): Promise<PlanChange> {
  const file = options.plan === undefined ? {} : await planIn(options.plan);
  const asked = {
    ...file,
    ...kindAsked(options),
    ...holdOutAsked(options, now),
    ...endsAsked(options, now),
    ...segmentsAsked(options, now),
    ...wavesAsked(options),
  };
  const read = planChange.safeParse(asked);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new CommandError(`The plan does not fit: ${issue?.path.map(String).join('.')}: ${issue?.message}.`, EXIT.usage);
}

async function planIn(path: string): Promise<object> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as object;
  } catch (error) {
    throw new CommandError(
      `--plan ${path} cannot be read as JSON (${why(error)}): foyer campaign show --json writes one.`,
      EXIT.usage,
    );
  }
}

function kindAsked({ kind }: PlanOptions): object {
  return kind === undefined ? {} : { kind: kind === 'none' ? null : kind };
}

function holdOutAsked({ holdOut, seed, stratum }: PlanOptions, now: CampaignPlan): object {
  if (holdOut === 'none') return { holdOut: null };
  if (holdOut === undefined && seed === undefined && stratum === undefined) return {};
  const share = holdOut === undefined ? now.holdOut?.share : number('--hold-out', holdOut);
  return {
    holdOut: {
      ...now.holdOut,
      share,
      ...(seed === undefined ? {} : { seed }),
      ...(stratum === undefined ? {} : { stratum }),
    },
  };
}

function endsAsked(options: PlanOptions, now: CampaignPlan): object {
  const set = ends.flatMap(([option, rule, times]) => {
    const text = options[option];
    if (text === undefined) return [];
    const name = `--${option.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return [[rule, text === 'none' ? null : round(number(name, text) * times, times)] as const];
  });
  return set.length === 0 ? {} : { stopRules: { ...now.stopRules, ...Object.fromEntries(set) } };
}

/** Cents are whole, whatever a product of decimals makes of them. */
function round(value: number, times: number): number {
  return times === 1 ? value : Math.round(value);
}

/** `name=weight`, `name=weight:quota`, `name=:quota`, `name=none`. */
function segmentsAsked({ segment = [] }: PlanOptions, now: CampaignPlan): object {
  if (segment.length === 0) return {};
  const segments: Record<string, unknown> = { ...now.segments };
  for (const text of segment) {
    const { name, value } = parted('--segment', text, 'name=weight:quota, for example A=2:150');
    if (value === 'none') delete segments[name];
    else {
      const [weight = '', quota = ''] = value.split(':');
      segments[name] = {
        weight: weight === '' ? null : number('--segment', weight),
        usefulContacts: quota === '' ? null : number('--segment', quota),
      };
    }
  }
  return { segments };
}

/** `day=segment,segment`, in their order; `none`: all are called from the first day. */
function wavesAsked({ wave = [] }: PlanOptions): object {
  if (wave.length === 0) return {};
  if (wave.length === 1 && wave[0] === 'none') return { waves: [] };
  const waves = wave.map((text, i) => {
    const { name: startsOn, value } = parted('--wave', text, 'day=segment,segment, for example 2026-12-01=A,B');
    return { name: String(i + 1), startsOn, segments: value.split(',') };
  });
  return { waves };
}

function parted(option: string, text: string, like: string): { readonly name: string; readonly value: string } {
  const at = text.indexOf('=');
  if (at > 0 && at < text.length - 1) return { name: text.slice(0, at), value: text.slice(at + 1) };
  throw new CommandError(`${option} ${JSON.stringify(text)}: write it as ${like}.`, EXIT.usage);
}

function number(option: string, text: string): number {
  const value = Number(text.replace(',', '.'));
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new CommandError(
    `${option} ${JSON.stringify(text)}: a number is needed, or "none" where nothing shall hold.`,
    EXIT.usage,
  );
}
