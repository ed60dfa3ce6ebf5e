import { expect } from 'vitest';
import { type Figures, type Tally, tally } from '../../src/campaigns/figures/index.ts';
import { HOUR_MS, SECOND_MS } from '../../src/kernel/time.ts';

const percent = (value: number | null) => (value === null ? null : Math.round(value * 1_000) / 10);

/** What the golden campaign comes to: 1,100 records received, 1,000 called, 60 hours. */
export const goldenTally: Tally = tally({
  received: 1_100,
  rejected: 100,
  dials: 3_400,
  answered: 772,
  abandoned: 12,
  connected: 760,
  rightPerson: 535,
  useful: 440,
  monthlyPromises: 48,
  oneOffPromises: 66,
  undeterminedPromises: 40,
  monthlyCents: 60_000,
  oneOffCents: 330_000,
  signed: 34,
  signedIn7: 34,
  signedIn14: 34,
  signedIn30: 34,
  signedMonthlyCents: 42_500,
  paid: 42,
  paidCents: 218_400,
  objections: 25,
  talkMs: 121_600 * SECOND_MS,
  wrapUpMs: 22_800 * SECOND_MS,
  loggedInMs: 60 * HOUR_MS,
  pauses: 10,
  pausedMs: 5 * HOUR_MS,
  unpaidPauseMs: 5 * HOUR_MS,
});

/** Every figure, to the cent and the tenth of a percent. */
export function expectGolden(all: Figures): void {
  const shares = {
    reach: 53.5,
    pitch: 82.2,
    pitchOfRecords: 44,
    agreement: 35,
    firmAgreement: 25.9,
    monthly: 10.9,
    oneOff: 15,
    signature: 70.8,
    signedOfUseful: 7.7,
    fulfilment: 63.6,
  } as const;
  for (const [name, value] of Object.entries(shares))
    expect([name, percent(all[name as keyof typeof shares].value)]).toEqual([name, value]);
  expect((all.abandonment.value ?? 0) * 100).toBeCloseTo(1.55, 2);
  expect([percent(all.fulfilmentOfValue), percent(all.occupancy), percent(all.utilisation)]).toEqual([
    66.2, 72.9, 66.9,
  ]);
  expect([all.meanMonthlyCents, all.monthlyYearCents, all.meanOneOffCents]).toEqual([1_250, 720_000, 5_000]);
  expect([all.meanSignedMonthlyCents, all.signedYearCents]).toEqual([1_250, 510_000]);
  expect([all.meanTalkMs, all.meanHandleMs]).toEqual([160 * SECOND_MS, 190 * SECOND_MS]);
  expect([all.usefulPerHour, all.dialsPerRecord, all.costPerUsefulCents]).toEqual([8, 3.4, 412.5]);
  expect(Math.round(all.costPerFirmAgreementCents ?? 0)).toBe(1_592);
  expect(Math.round(all.costPerSignedCents ?? 0)).toBe(5_338);
  expect(all.return12Months).toBeCloseTo(4.01, 2);
}
