import type { Clock } from '../../kernel/clock.ts';
import type { AgentId } from '../../kernel/id.ts';
import { DAY_MS, MINUTE_MS, type UtcMs } from '../../kernel/time.ts';
import type { Log } from '../../ops/index.ts';
import type { LineMinute, Store } from '../../storage/index.ts';
import { type LineMeasure, type LineVerdict, lineMos, lineVerdict, lineVerdicts } from '../contract/line-verdict.ts';

/** Older minutes are forgotten. */
export const LINE_MINUTES_KEPT_MS = 30 * DAY_MS;
/** Of one agent in one minute; what comes beyond is not counted. */
const MOST_SAMPLES = 60;

interface Sums {
  readonly minute: UtcMs;
  samples: number;
  rttMs: number;
  jitterMs: number;
  lossPercent: number;
  mos: number;
  verdict: LineVerdict;
}

export interface LineQualityOptions {
  readonly store: Pick<Store, 'lines'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/** Gathers what softphones measure, and writes each minute down once it is over: one write a minute for everybody. */
export class LineQuality {
  readonly #options: LineQualityOptions;
  readonly #open = new Map<AgentId, Sums>();
  #writtenAt: UtcMs | undefined;

  constructor(options: LineQualityOptions) {
    this.#options = options;
  }

  note(agentId: AgentId, measure: LineMeasure): { readonly mos: number; readonly verdict: LineVerdict } {
    const now = this.#options.clock.now();
    const minute = now - (now % MINUTE_MS);
    const [mos, verdict] = [lineMos(measure), lineVerdict(measure)];
    if (this.#writtenAt !== minute) this.#write(minute);
    this.#writtenAt = minute;
    const sums = this.#open.get(agentId) ?? { minute, samples: 0, rttMs: 0, jitterMs: 0, lossPercent: 0, mos, verdict };
    if (sums.samples < MOST_SAMPLES) {
      sums.samples++;
      sums.rttMs += measure.rttMs;
      sums.jitterMs += measure.jitterMs;
      sums.lossPercent += measure.lossPercent;
      sums.mos = Math.min(sums.mos, mos);
      sums.verdict = worst(sums.verdict, verdict);
    }
    this.#open.set(agentId, sums);
    return { mos, verdict };
  }

  /** The minutes of an agent since an instant, the newest first, the one that goes on among them. */
  async of(agentId: AgentId, since: UtcMs): Promise<readonly Omit<LineMinute, 'agentId'>[]> {
    const stored = await this.#options.store.lines.of(agentId, since);
    const open = this.#open.get(agentId);
    const past = stored.map(({ agentId: _, ...minute }) => minute);
    if (open === undefined || open.minute < since) return past;
    return [meansOf(open), ...past.filter(({ minute }) => minute !== open.minute)];
  }

  /** Writes down what is not written yet. */
  close(): void {
    this.#write(Number.POSITIVE_INFINITY);
  }

  #write(before: UtcMs): void {
    const over = [...this.#open].filter(([, { minute }]) => minute < before);
    if (over.length === 0) return;
    for (const [agentId] of over) this.#open.delete(agentId);
    const minutes = over.map(([agentId, sums]) => ({ agentId, ...meansOf(sums) }));
    this.#options.store.lines
      .put(minutes, this.#options.clock.now() - LINE_MINUTES_KEPT_MS)
      .catch((error: unknown) => this.#options.log.error({ error }, 'how lines were could not be written down'));
  }
}

function meansOf({ samples, rttMs, jitterMs, lossPercent, ...same }: Sums): Omit<LineMinute, 'agentId'> {
  const mean = (sum: number) => sum / samples;
  return { ...same, samples, rttMs: mean(rttMs), jitterMs: mean(jitterMs), lossPercent: mean(lossPercent) };
}

function worst(a: LineVerdict, b: LineVerdict): LineVerdict {
  return lineVerdicts.indexOf(a) >= lineVerdicts.indexOf(b) ? a : b;
}
