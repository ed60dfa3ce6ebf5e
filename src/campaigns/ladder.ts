/** What a donor has given so far; cents. Null: not known. */
export interface Giving {
  readonly lastCents: number | null;
  readonly yearCents: number | null;
  /** The present monthly gift, for an upgrade. */
  readonly monthlyCents: number | null;
  /** Months since the donor last accepted an upgrade. */
  readonly monthsSinceUpgrade: number | null;
}

export const ladderKinds = ['one-off-to-monthly', 'upgrade', 'reactivation'] as const;
export type LadderKind = (typeof ladderKinds)[number];

export interface LadderPolicy {
  readonly kind: LadderKind;
  /** Amounts that are easy to say, rising; cents. */
  readonly gridCents: readonly number[];
  /** Never asked for more in a month, nor at once; cents. */
  readonly ceilingCents: { readonly monthly: number; readonly 'one-off': number };
}

export interface Ask {
  /** 1 to 3: reported with the promise, as later asks are kept less often. */
  readonly step: 1 | 2 | 3;
  readonly frequency: 'monthly' | 'one-off';
  readonly cents: number;
}

/** Asked three times at most in one call (UK fundraising practice; a principle of fairness everywhere). */
const MAX_ASKS = 3;
/** Monthly amounts in round euros that donors are used to. */
export const defaultGridCents = [500, 800, 1_000, 1_200, 1_500, 2_000, 2_500, 3_000, 5_000] as const;
/** An upgrade adds this at most. */
const MAX_UPGRADE_CENTS = 1_500;
/** After an upgrade a donor is left in peace. */
const UPGRADE_REST_MONTHS = 12;
const EURO_CENTS = 100;

/**
 * Up to three falling asks, bounded by what the donor has given: the ladder follows the donor, the agent may go down,
 * and a higher amount has to come from the donor. Empty for a vulnerable person and within a year of an upgrade.
 */
export function ladder(giving: Giving, policy: LadderPolicy, vulnerable: boolean): readonly Ask[] {
  if (vulnerable) return [];
  const asks = wanted(giving, policy)
    .map((ask) => ({ ...ask, cents: Math.min(ask.cents, policy.ceilingCents[ask.frequency]) }))
    .filter(({ frequency, cents }) => cents > (raises(policy, frequency) ? (giving.monthlyCents ?? 0) : 0));
  const falling: Ask[] = [];
  for (const { frequency, cents } of asks) {
    const last = falling.at(-1);
    if (last?.frequency === frequency && cents >= last.cents) continue;
    falling.push({ step: (falling.length + 1) as Ask['step'], frequency, cents });
  }
  return falling.slice(0, MAX_ASKS);
}

/** What is less than the donor gives already is no upgrade. */
function raises({ kind }: LadderPolicy, frequency: Ask['frequency']): boolean {
  return kind === 'upgrade' && frequency === 'monthly';
}

function wanted(giving: Giving, policy: LadderPolicy): readonly Omit<Ask, 'step'>[] {
  switch (policy.kind) {
    case 'one-off-to-monthly':
      return toMonthly(giving, policy);
    case 'upgrade':
      return upgrade(giving, policy);
    case 'reactivation':
      return reactivation(giving, policy);
  }
}

/** First above what was given in the year, then the same spread over twelve months, then once more the last gift. */
function toMonthly({ yearCents, lastCents }: Giving, policy: LadderPolicy): readonly Omit<Ask, 'step'>[] {
  const year = yearCents ?? lastCents;
  if (year === null) return [{ frequency: 'monthly', cents: policy.gridCents[0] ?? 0 }];
  const asks: Omit<Ask, 'step'>[] = [
    { frequency: 'monthly', cents: onGrid((year * 13) / 120, policy) },
    { frequency: 'monthly', cents: onGrid(year / 12, policy) },
  ];
  if (lastCents !== null) asks.push({ frequency: 'one-off', cents: lastCents });
  return asks;
}

/** +30 %, then +15 %, then the next round amount. */
function upgrade({ monthlyCents, monthsSinceUpgrade }: Giving, policy: LadderPolicy): readonly Omit<Ask, 'step'>[] {
  if (monthlyCents === null || monthlyCents <= 0) return [];
  if (monthsSinceUpgrade !== null && monthsSinceUpgrade < UPGRADE_REST_MONTHS) return [];
  const most = monthlyCents + MAX_UPGRADE_CENTS;
  const amounts = [
    roundUp((monthlyCents * 13) / 10),
    roundUp((monthlyCents * 23) / 20),
    nextOnGrid(monthlyCents, policy),
  ];
  return amounts
    .map((cents) => Math.min(cents, most))
    .filter((cents) => cents > monthlyCents)
    .map((cents) => ({ frequency: 'monthly', cents }));
}

function reactivation({ lastCents }: Giving, policy: LadderPolicy): readonly Omit<Ask, 'step'>[] {
  const least = policy.gridCents[0] ?? 0;
  const amounts = lastCents === null ? [least] : [lastCents, roundUp((lastCents * 7) / 10), least];
  return amounts.map((cents) => ({ frequency: 'one-off', cents }));
}

/** More at once than anybody promises by telephone: a slip of the hand; cents. */
export const MAX_PROMISE_CENTS = 1_000_000;

/** What the donor agreed to, as the agent enters it; `monthlyCents`: of regular gifts, spread over the months. */
export interface Said {
  readonly frequency: Ask['frequency'];
  readonly cents: number;
  /** Which ask it was; null: the donor named the amount. */
  readonly askStep: number | null;
  readonly donorNamed: boolean;
}

export type AskRefusal = 'vulnerable' | 'amount' | 'no-ask-named' | 'no-such-ask' | 'above-ask';

/** The agent may go down from an ask; only the donor goes up. Undefined: it may stand. */
export function refuseSaid(asks: readonly Ask[], said: Said, vulnerable: boolean): AskRefusal | undefined {
  if (vulnerable) return 'vulnerable';
  if (!Number.isInteger(said.cents) || said.cents <= 0 || said.cents > MAX_PROMISE_CENTS) return 'amount';
  if (said.donorNamed) return undefined;
  if (said.askStep === null) return 'no-ask-named';
  const ask = asks.find(({ step }) => step === said.askStep);
  if (ask === undefined) return 'no-such-ask';
  const bound = ask.frequency === said.frequency ? ask : asks.find(({ frequency }) => frequency === said.frequency);
  return bound !== undefined && said.cents <= bound.cents ? undefined : 'above-ask';
}

/** Up to the next amount of the grid; above the grid, to the next round euro. */
function onGrid(cents: number, policy: LadderPolicy): number {
  return policy.gridCents.find((step) => step >= cents) ?? roundUp(cents);
}

function nextOnGrid(cents: number, policy: LadderPolicy): number {
  return policy.gridCents.find((step) => step > cents) ?? roundUp(cents + 1);
}

function roundUp(cents: number): number {
  return Math.ceil(cents / EURO_CENTS) * EURO_CENTS;
}
