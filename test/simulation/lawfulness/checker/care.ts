import { wallClock } from './local-time.ts';

const HOUR = 3_600_000;

/** Something that happened to a person, and whose it was; an ask is a request that was heard. Instants are UTC ms. */
export interface CareEvent {
  readonly what: 'dial' | 'talk' | 'ask' | 'refusal' | 'agreement' | 'thanks' | 'machine';
  readonly at: number;
  readonly number: string;
  /** One donor of one charity. */
  readonly person: string;
  readonly client: string;
  readonly campaign: string;
}

export interface CareQuestion {
  readonly at: number;
  readonly number: string;
  readonly person: string;
  readonly client: string;
  readonly campaign: string;
  /** Where the number may be: a day is over only when it is over in all of them. */
  readonly zones: readonly string[];
  /** All of the person's numbers: who is reached on one of them lives in the same household. */
  readonly ownNumbers: readonly string[];
  /** The others of the charity who have one of those numbers too, as far as they were called. */
  readonly kin: readonly string[];
  /** The person asked for this very call: what holds for a day only is waived, and the rest after a machine. */
  readonly askedFor: boolean;
  readonly limits: CareNumbers;
}

/** The limits in force, as they stand in the handbook of the trade unless somebody set others. */
export interface CareNumbers {
  readonly talksPerNumberAndDay: number;
  readonly dialsPerNumberAndDay: number;
  readonly dialsPerNumberAndMonthOfClient: number;
  readonly dialsPerNumberAndMonth: number;
  readonly talksPerDonorAndDay: number;
  readonly dialsPerDonorAndDay: number;
  readonly dialsPerDonorAndMonth: number;
  readonly othersOfHouseholdPerCampaign: number;
  readonly daysAfterRefusal: number;
  readonly daysAfterAgreement: number;
  readonly asksPerDonorAndMonth: number;
  readonly asksPerHouseholdAndMonth: number;
  readonly daysAfterThanks: number;
  readonly hoursAfterMachine: number;
}

export const usualCare: CareNumbers = {
  talksPerNumberAndDay: 1,
  dialsPerNumberAndDay: 2,
  dialsPerNumberAndMonthOfClient: 4,
  dialsPerNumberAndMonth: 6,
  talksPerDonorAndDay: 1,
  dialsPerDonorAndDay: 4,
  dialsPerDonorAndMonth: 8,
  othersOfHouseholdPerCampaign: 1,
  daysAfterRefusal: 180,
  daysAfterAgreement: 90,
  asksPerDonorAndMonth: 1,
  asksPerHouseholdAndMonth: 2,
  daysAfterThanks: 60,
  hoursAfterMachine: 20,
};

/** What care for the donor is broken by a call that starts now, in words; empty when none is. */
export function careBroken(past: readonly CareEvent[], asked: CareQuestion): string[] {
  return asked.zones.flatMap((zone) => brokenIn(zone, past, asked)).filter((each, i, all) => all.indexOf(each) === i);
}

function brokenIn(zone: string, past: readonly CareEvent[], asked: CareQuestion): string[] {
  const { limits, number, person, client, campaign } = asked;
  const today = wallClock(zone, asked.at).day;
  const daysAgo = ({ at }: CareEvent) => today - wallClock(zone, at).day;
  const count = (what: CareEvent['what'], days: number, whose: (each: CareEvent) => boolean) =>
    past.filter((each) => each.what === what && daysAgo(each) < days && whose(each)).length;
  const onNumber = (each: CareEvent) => each.number === number;
  const ofDonor = (each: CareEvent) => each.person === person && each.client === client;
  const ofKin = (each: CareEvent) => each.client === client && asked.kin.includes(each.person);
  const machines = past.filter((each) => each.what === 'machine' && onNumber(each));
  const ofHousehold = (each: CareEvent) =>
    each.person !== person && each.campaign === campaign && asked.ownNumbers.includes(each.number);
  const resting = (what: CareEvent['what'], days: number) =>
    past.some((each) => each.what === what && ofDonor(each) && daysAgo(each) <= days && days > 0);

  const ofOneDay: [string, boolean][] = [
    ['talk with the number today', count('talk', 1, onNumber) >= limits.talksPerNumberAndDay],
    ['dials of the number today', count('dial', 1, onNumber) >= limits.dialsPerNumberAndDay],
    ['talk with the donor today', count('talk', 1, ofDonor) >= limits.talksPerDonorAndDay],
    ['dials of the donor today', count('dial', 1, ofDonor) >= limits.dialsPerDonorAndDay],
    ['rest after a machine', machines.some(({ at }) => asked.at - at < limits.hoursAfterMachine * HOUR)],
  ];
  const longer: [string, boolean][] = [
    [
      'dials of the number in 30 days, for the charity',
      count('dial', 30, (each) => onNumber(each) && each.client === client) >= limits.dialsPerNumberAndMonthOfClient,
    ],
    ['dials of the number in 30 days', count('dial', 30, onNumber) >= limits.dialsPerNumberAndMonth],
    ['dials of the donor in 30 days', count('dial', 30, ofDonor) >= limits.dialsPerDonorAndMonth],
    ['the household was reached', count('talk', 366, ofHousehold) >= limits.othersOfHouseholdPerCampaign],
    ['requests heard by the donor in 30 days', count('ask', 30, ofDonor) >= limits.asksPerDonorAndMonth],
    ['requests heard by the household in 30 days', count('ask', 30, ofKin) >= limits.asksPerHouseholdAndMonth],
    ['rest after a refusal', resting('refusal', limits.daysAfterRefusal)],
    ['rest after an agreement', resting('agreement', limits.daysAfterAgreement)],
    ['rest after thanks', resting('thanks', limits.daysAfterThanks)],
  ];
  return [...(asked.askedFor ? [] : ofOneDay), ...longer].filter(([, broken]) => broken).map(([name]) => name);
}
