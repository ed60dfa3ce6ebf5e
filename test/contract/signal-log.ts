import type { SwitchSignal } from '../../src/dialer/index.ts';

type Kind = SwitchSignal['type'];
type Of<T extends Kind> = Extract<SwitchSignal, { type: T }>;

interface Waiter {
  readonly matches: (signal: SwitchSignal) => boolean;
  readonly resolve: (signal: SwitchSignal) => void;
}

/** Everything a switch has told, and a way to wait for what it is still to tell. */
export class SignalLog {
  readonly signals: SwitchSignal[] = [];
  readonly #waiters = new Set<Waiter>();

  readonly listen = (signal: SwitchSignal): void => {
    this.signals.push(signal);
    for (const waiter of [...this.#waiters]) {
      if (!waiter.matches(signal)) continue;
      this.#waiters.delete(waiter);
      waiter.resolve(signal);
    }
  };

  all<T extends Kind>(type: T, where: (signal: Of<T>) => boolean = () => true): Of<T>[] {
    return this.signals.filter((signal): signal is Of<T> => signal.type === type && where(signal as Of<T>));
  }

  /** The first such signal, told already or to come; the test's own time limit ends the wait. */
  until<T extends Kind>(type: T, where: (signal: Of<T>) => boolean = () => true): Promise<Of<T>> {
    const [told] = this.all(type, where);
    return told === undefined ? this.next(type, where) : Promise.resolve(told);
  }

  /** The next such signal from now on. */
  next<T extends Kind>(type: T, where: (signal: Of<T>) => boolean = () => true): Promise<Of<T>> {
    return new Promise((resolve) => {
      this.#waiters.add({
        matches: (signal) => signal.type === type && where(signal as Of<T>),
        resolve: (signal) => resolve(signal as Of<T>),
      });
    });
  }
}
