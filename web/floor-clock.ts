import { useEffect, useRef, useState } from 'react';

/** The floor's time, carried on between two messages at the floor's own speed. */
export interface FloorClock {
  /** What a message said the time is. */
  readonly set: (at: number) => void;
  readonly now: () => number;
}

export function useFloorClock(startAt: number, speed: number): FloorClock {
  const known = useRef({ at: startAt, read: performance.now() });
  const clock = useRef<FloorClock>({
    set: (at) => {
      known.current = { at, read: performance.now() };
    },
    now: () => known.current.at + (performance.now() - known.current.read) * speed,
  });
  return clock.current;
}

/** Draws anew every so many milliseconds, for what counts the time. */
export function useTick(everyMs: number): void {
  const [, setCount] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => setCount((count) => count + 1), everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs]);
}
