import type { UtcMs } from '../kernel/time.ts';
import { type CareCounted, type CareFacts, type CareLimit, careLimits } from './care-limits.ts';

/** Something that happened to a donor, or to somebody who shares a number or a household with the donor. */
export interface CareAct {
  readonly attemptId: string;
  readonly what: CareCounted;
  readonly at: UtcMs;
  readonly number: string;
  readonly donorId: string | null;
  readonly campaignId: string;
  readonly clientId: string | null;
}

/** Of which call the limits are asked. */
export interface CareSubject {
  readonly number: string;
  readonly donorId: string;
  readonly campaignId: string;
  readonly clientId: string;
}

const limitsOn = Map.groupBy(careLimits, ({ counted }) => counted);

/** What each limit counts of these acts. */
export function careCounted(acts: readonly CareAct[], of: CareSubject): CareFacts['counted'] {
  const counted: { -readonly [K in keyof CareFacts['counted']]: UtcMs[] } = {};
  for (const act of acts) {
    for (const limit of limitsOn.get(act.what) ?? []) {
      if (!concerns(limit, act, of)) continue;
      const known = counted[limit.id];
      if (known === undefined) counted[limit.id] = [act.at];
      else known.push(act.at);
    }
  }
  return counted;
}

function concerns({ unit, reach }: CareLimit, act: CareAct, of: CareSubject): boolean {
  if (reach === 'campaign' ? act.campaignId !== of.campaignId : reach === 'client' && act.clientId !== of.clientId)
    return false;
  if (unit === 'number') return act.number === of.number;
  return unit === 'donor' ? act.donorId === of.donorId : act.donorId !== of.donorId;
}
