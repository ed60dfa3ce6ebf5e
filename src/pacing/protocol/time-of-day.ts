import { DAY_MS, type DurationMs, HOUR_MS, MINUTE_MS, SECOND_MS, type UtcMs } from '../../kernel/time.ts';

/** A time of the local day: ms since midnight up to 24 h, `HH:MM`, or an instant (above 24 h); ms since midnight. */
export function timeOfDayMs(value: string | number, zone: string): DurationMs {
  if (typeof value === 'number') return value <= DAY_MS ? value : localTimeMs(value, zone);
  const [hours = 0, minutes = 0] = value.split(':').map(Number);
  return hours * HOUR_MS + minutes * MINUTE_MS;
}

function localTimeMs(at: UtcMs, zone: string): DurationMs {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (wanted: string) => Number(parts.find(({ type }) => type === wanted)?.value);
  return part('hour') * HOUR_MS + part('minute') * MINUTE_MS + part('second') * SECOND_MS;
}
