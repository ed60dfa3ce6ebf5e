import { DAY_MS, MINUTE_MS, SECOND_MS, type UtcMs } from '../../../src/kernel/time.ts';
import type { Pacer } from '../pacer.ts';
import { every } from './every.ts';
import { countingPacer } from './fixed-ratio.ts';
import { FloorCount } from './floor-count.ts';

/*
 * VICIdial's adaptive dial level, from AST_VDadapt.pl and AST_VDauto_dial.pl (build of 2024), re-implemented from what
 * they do: a level is raised and lowered by the mean of agents waiting less calls waiting; the day's drop percentage
 * cuts it back.
 */
export type VicidialMethod = 'hard-limit' | 'average' | 'tapered' | 'no-limit';

export interface VicidialSettings {
  readonly method: VicidialMethod;
  /** "Drop percentage limit" of the day, in %. */
  readonly dropLimit: number;
  /** "Difference target": calls that should wait for agents (positive) or agents for calls (negative). */
  readonly differenceTarget: number;
  readonly maximumLevel: number;
}

const SAMPLES = 15;
const INTENSITY = 0;
const USUAL_MAXIMUM_LEVEL = 3;
/** Clock time, as VICIdial writes it, at which a tapered campaign should end. */
const TAPER_ENDS = 1_700;
const CALLS_BEFORE_LIMIT = 50;
const CALLS_BEFORE_BRAKE = 20;

/** One adaptation step by the imbalance of the last 15 s; all three are means. */
export function adaptedLevel(
  level: number,
  { ready, waiting, agents }: { readonly ready: number; readonly waiting: number; readonly agents: number },
  settings: Pick<VicidialSettings, 'differenceTarget' | 'maximumLevel'>,
  intensity = INTENSITY,
): number {
  if (agents === 0) return 1;
  const step = (ready - waiting + settings.differenceTarget) / agents;
  const weighed = step * (step > 0 ? 1 + intensity / 100 : Math.abs(intensity / 100 - 1));
  return Math.min(settings.maximumLevel, Math.max(1, level * (1 + weighed)));
}

export interface VicidialDay {
  readonly calls: number;
  /** Drops / answers by persons, in %, of the calendar day. */
  readonly dropPercent: number;
  readonly callsLastMinute: number;
  readonly dropsLastMinute: number;
  /** 1530 for half past three. */
  readonly clock: number;
}

/** What the day's drops leave of the level. */
export function limitedLevel(level: number, day: VicidialDay, { method, dropLimit }: VicidialSettings): number {
  let left = level;
  if (day.callsLastMinute > CALLS_BEFORE_BRAKE && day.dropsLastMinute > 0.5 * day.callsLastMinute) left /= 2;
  if (method !== 'no-limit' && day.calls > CALLS_BEFORE_LIMIT && day.dropPercent > dropLimit) {
    if (method === 'hard-limit') left = 1;
    else if (method === 'average') left /= 2;
    else left = day.clock >= TAPER_ENDS ? 1 : left * Math.min(1, (TAPER_ENDS - day.clock) / 1_000);
  }
  return Math.max(1, left);
}

/** Calls to place: the level times the agents ready or in a call, less all calls, those with an agent included. */
export function vicidialLines(level: number, ready: number, inCall: number, calls: number): number {
  return Math.max(0, Math.round(level * (ready + inCall)) - calls);
}

class DropCount {
  #day = -1;
  calls = 0;
  answers = 0;
  drops = 0;
  #recent: { readonly at: UtcMs; readonly drop: boolean }[] = [];

  add(at: UtcMs, answered: boolean, drop: boolean): void {
    this.#turn(at);
    this.calls++;
    if (answered) this.answers++;
    if (drop) this.drops++;
    this.#recent.push({ at, drop });
  }

  read(at: UtcMs): VicidialDay {
    this.#turn(at);
    this.#recent = this.#recent.filter((call) => at - call.at <= MINUTE_MS);
    const minute = Math.floor((at % DAY_MS) / MINUTE_MS);
    return {
      calls: this.calls,
      dropPercent: this.answers === 0 ? 0 : (100 * this.drops) / this.answers,
      callsLastMinute: this.#recent.length,
      dropsLastMinute: this.#recent.filter(({ drop }) => drop).length,
      clock: Math.floor(minute / 60) * 100 + (minute % 60),
    };
  }

  #turn(at: UtcMs): void {
    const day = Math.floor(at / DAY_MS);
    if (day === this.#day) return;
    this.#day = day;
    this.calls = 0;
    this.answers = 0;
    this.drops = 0;
  }
}

export function vicidialPacer(settings: Partial<VicidialSettings> & Pick<VicidialSettings, 'method'>): Pacer {
  const set: VicidialSettings = { dropLimit: 3, differenceTarget: 0, maximumLevel: USUAL_MAXIMUM_LEVEL, ...settings };
  const drops = new DropCount();
  const floor = new FloorCount((call, as, at) =>
    drops.add(at, call.personAt !== undefined && as !== 'machine', as === 'abandoned'),
  );
  const samples: { ready: number; waiting: number; agents: number }[] = [];
  const [sampleDue, adaptDue, limitDue, placeDue] = [SECOND_MS, 15 * SECOND_MS, MINUTE_MS, 2.5 * SECOND_MS].map(
    every,
  ) as [ReturnType<typeof every>, ReturnType<typeof every>, ReturnType<typeof every>, ReturnType<typeof every>];
  let level = 1;
  let day = drops.read(0);
  const mean = (of: 'ready' | 'waiting' | 'agents') =>
    samples.reduce((sum, sample) => sum + sample[of], 0) / samples.length;
  return countingPacer(floor, (at) => {
    if (sampleDue(at)) {
      samples.push({ ready: floor.agentsIn('ready'), waiting: floor.waiting, agents: floor.loggedIn });
      if (samples.length > SAMPLES) samples.shift();
    }
    if (limitDue(at)) day = drops.read(at);
    if (adaptDue(at)) {
      level = adaptedLevel(level, { ready: mean('ready'), waiting: mean('waiting'), agents: mean('agents') }, set);
      level = limitedLevel(level, day, set);
    }
    if (!placeDue(at)) return 0;
    return vicidialLines(level, floor.agentsIn('ready'), floor.agentsIn('talking'), floor.inFlight + floor.bridged);
  });
}
