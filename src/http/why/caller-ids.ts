import { type Campaign, type NumberHealth, numberHealth, PAST_DAYS, RECENT_DAYS } from '../../campaigns/index.ts';
import { type Gate, isoDate } from '../../compliance/index.ts';
import { DAY_MS, type UtcMs } from '../../kernel/time.ts';
import type { Store } from '../../storage/index.ts';
import type { CallerIdList } from '../contract/index.ts';
import { healthView } from './views.ts';

/** The health of every number that was shown in the last weeks. */
export async function healthOfNumbers(
  store: Pick<Store, 'callerIdDays'>,
  gate: Pick<Gate, 'jurisdictionsOf'>,
  at: UtcMs,
): Promise<readonly NumberHealth[]> {
  const today = Math.floor(at / DAY_MS);
  const days = await store.callerIdDays(today - RECENT_DAYS - PAST_DAYS + 1);
  return numberHealth(days, today, (callerId) => gate.jurisdictionsOf(callerId, [])?.join());
}

/** The numbers that these campaigns show. */
export function callerIdViews(
  health: readonly NumberHealth[],
  campaigns: readonly Pick<Campaign, 'id' | 'name' | 'callerId'>[],
): CallerIdList['callerIds'] {
  return health.flatMap((number) => {
    const own = campaigns.filter((each) => each.callerId === number.callerId);
    if (own.length === 0) return [];
    return [
      {
        ...healthView(number),
        campaigns: own.map(({ id, name }) => ({ campaignId: id, name })),
        days: number.days.map(({ day, placed, answered, rejected, short }) => ({
          day: isoDate(day),
          placed,
          answered,
          rejected,
          short,
        })),
      },
    ];
  });
}
