import { type DurationMs, SECOND_MS, type UtcMs } from '../../kernel/time.ts';

/** Above this age of its events a switch is behind, and takes no new call (docs/freeswitch.md, T35). */
export const OVERLOAD_AGE_MS = 300;
/** Below it, it has caught up. The normal age is 17 ms, p99 40 ms. */
const CALM_AGE_MS = 150;
const WINDOW_MS = SECOND_MS;
/** So many windows in a row: one slow event, or one pause of our own process, is no overload. */
const OVERLOAD_WINDOWS = 2;
const CALM_WINDOWS = 3;

export interface LoadChange {
  readonly overloaded: boolean;
  readonly eventAgeMs: DurationMs;
}

/** Event age (arrival minus the event's own time stamp) in windows of a second, with hysteresis. */
export class EventAgeWatch {
  #windowEndsAt = 0;
  #count = 0;
  #sum = 0;
  #late = 0;
  #unsettled = 0;
  #streak = 0;
  #overloaded = false;
  #lastMeanMs = 0;

  get eventAgeMs(): DurationMs {
    return this.#lastMeanMs;
  }

  observe(ageMs: DurationMs): void {
    // A server whose clock is ahead can't be behind: the age is not negative.
    const age = Math.max(0, ageMs);
    this.#count++;
    this.#sum += age;
    if (age > OVERLOAD_AGE_MS) this.#late++;
    if (age > CALM_AGE_MS) this.#unsettled++;
  }

  /** To be called about once a second; tells a change. A window without events is calm: nothing waits to be told. */
  turn(at: UtcMs): LoadChange | undefined {
    if (at < this.#windowEndsAt && this.#windowEndsAt - at <= WINDOW_MS) return undefined;
    this.#windowEndsAt = at + WINDOW_MS;
    const against = this.#overloaded ? this.#unsettled * 2 <= this.#count : this.#late * 2 > this.#count;
    this.#lastMeanMs = this.#count === 0 ? 0 : Math.round(this.#sum / this.#count);
    this.#count = this.#sum = this.#late = this.#unsettled = 0;
    this.#streak = against ? this.#streak + 1 : 0;
    if (this.#streak < (this.#overloaded ? CALM_WINDOWS : OVERLOAD_WINDOWS)) return undefined;
    this.#streak = 0;
    this.#overloaded = !this.#overloaded;
    return { overloaded: this.#overloaded, eventAgeMs: this.#lastMeanMs };
  }

  /** A new connection begins as not overloaded. */
  reset(): void {
    this.#windowEndsAt = this.#count = this.#sum = this.#late = this.#unsettled = this.#streak = this.#lastMeanMs = 0;
    this.#overloaded = false;
  }
}
