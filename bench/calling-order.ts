import { parseArgs } from 'node:util';
import { type OrderName, orders, type Result, runCampaign } from './calling-order/campaign.ts';
import { type Figure, report, said } from './parts/measure.ts';

/*
 * npm run bench -- calling-order [--campaigns 20]
 * Useful contacts, agreements and promised money per agent's hour when the list is dialed in the order of the file, of
 * the last gift, and of Foyer's hopper: the same donors, the same luck, the same limits of donor care; lists that are
 * larger than the hours can call, and lists that are called to the end.
 */
const { values } = parseArgs({ options: { campaigns: { type: 'string', default: '20' } } });
const campaigns = Number(values.campaigns);
const lists = { 'a list of 20,000': 20_000, 'a list of 10,000, called to its end': 10_000 };
const kinds: Readonly<Record<string, (result: Result) => number>> = {
  'useful contacts': ({ useful, hours }) => useful / hours,
  agreements: ({ agreed, hours }) => agreed / hours,
  'EUR promised': ({ cents, hours }) => cents / 100 / hours,
};

/** 97.5 % quantile of Student's law with 19 degrees of freedom; a little wide for more campaigns. */
const STUDENT = 2.093;

const figures = Object.entries(lists).flatMap(([name, donors]) => {
  const runs = Object.fromEntries(
    orders.map((order) => [
      order,
      Array.from({ length: campaigns }, (_, n) => runCampaign({ seed: n + 1, order, donors, agents: 8, days: 8 })),
    ]),
  ) as Record<OrderName, Result[]>;
  return Object.entries(kinds).flatMap(([what, of]): Figure[] =>
    (['file', 'last-gift'] as const).map((rival) =>
      said(`${name}: ${what} per hour, over the order of the ${rival}`, gain(runs.foyer, runs[rival], of)),
    ),
  );
});

/** Mean of the paired gains with its 95 % interval (Student). */
function gain(own: readonly Result[], rivals: readonly Result[], of: (result: Result) => number): string {
  const gains = own.map((result, n) => 100 * (of(result) / of(rivals[n] as Result) - 1));
  const mean = gains.reduce((sum, each) => sum + each, 0) / gains.length;
  const deviation = Math.sqrt(gains.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (gains.length - 1));
  const half = (STUDENT * deviation) / Math.sqrt(gains.length);
  const level = own.reduce((sum, result) => sum + of(result), 0) / own.length;
  return `${mean.toFixed(1)} % ± ${half.toFixed(1)} (${level.toFixed(2)})`;
}

report('Which lead next: 20 made-up campaigns', figures);
