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

/** One timer for each length: what counts the time on a page is drawn in one go, not in 200. */
const tickers = new Map<number, { readonly timer: number; readonly draws: Set<() => void> }>();

/** Draws anew every so many milliseconds, for what counts the time. */
export function useTick(everyMs: number): void {
  const [, setCount] = useState(0);
  useEffect(() => {
    const draw = () => setCount((count) => count + 1);
    const ticker = tickers.get(everyMs) ?? newTicker(everyMs);
    ticker.draws.add(draw);
    return () => {
      ticker.draws.delete(draw);
      if (ticker.draws.size > 0) return;
      window.clearInterval(ticker.timer);
      tickers.delete(everyMs);
    };
  }, [everyMs]);
}

function newTicker(everyMs: number) {
  const draws = new Set<() => void>();
  const timer = window.setInterval(() => {
    for (const draw of draws) draw();
  }, everyMs);
  const ticker = { timer, draws };
  tickers.set(everyMs, ticker);
  return ticker;
}
