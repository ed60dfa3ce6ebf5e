import { hourOf } from '../../campaigns/figures/index.ts';
import type { FloorEvent } from '../../dialer/index.ts';
import type { Counted } from './hours-counted.ts';

/** Rows of lead files; what is taken back goes from the hour of the taking back. Undefined: no event of a list. */
export function projectListHours({ type, at, campaignId, data }: FloorEvent): Counted | undefined {
  if (type !== 'import.applied' && type !== 'import.rolled-back') return undefined;
  const sign = type === 'import.applied' ? 1 : -1;
  const { invalid, duplicate, suppressed } = data.rejected;
  const counts = { received: sign * data.received, rejected: sign * (invalid + duplicate + suppressed) };
  return { additions: [{ hour: hourOf(at), campaignId: campaignId ?? '', segment: '', agentId: '', counts }] };
}
