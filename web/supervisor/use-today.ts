import type { ReportAnswer, SessionView } from '../../src/http/contract/index.ts';
import { isoDay } from '../i18n/managers-format.ts';
import { type Loaded, useLoaded } from '../ui/use-loaded.ts';

/** Figures of the day change slowly, and cost the database something. */
const EVERY_MS = 20_000;

/** The report of today, kept fresh. */
export function useToday(who: SessionView, now: number, by: 'total' | 'agent', language: string): Loaded<ReportAnswer> {
  const day = isoDay(Math.max(now, who.clock.now));
  return useLoaded<ReportAnswer>(`/api/reports?from=${day}&to=${day}&by=${by}&language=${language}`, EVERY_MS);
}
