import type { Clock } from '../../kernel/clock.ts';
import type { Id, IdSource } from '../../kernel/id.ts';
import type { Random } from '../../kernel/random.ts';

/** Ids of one millisecond (RFC 9562 method 1: a counter in rand_a). */
const PER_MS = 4_096;
const counters = Array.from({ length: PER_MS }, (_, n) => `-7${n.toString(16).padStart(3, '0')}-`);

/**
 * Ids for millions of rows: UUIDv7 that sort by time and order of making, as those of `idSource`. The instant and the
 * counter make them differ; the random part, drawn anew for each millisecond, from those of another run.
 */
export function importIds(clock: Pick<Clock, 'now'>, random: Random): IdSource {
  let ms = -1;
  let counter = PER_MS;
  let head = '';
  let tail = '';
  return {
    next<Of extends string>() {
      const now = clock.now();
      if (now > ms || counter === PER_MS) {
        ms = Math.max(now, ms + 1);
        counter = 0;
        head = headOf(ms);
        tail = tailOf(random);
      }
      return `${head}${counters[counter++]}${tail}` as Id<Of>;
    },
  };
}

function headOf(ms: number): string {
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}`;
}

function tailOf(random: Random): string {
  const variant = (0x8000 | random.int(0, 0x3fff)).toString(16);
  const half = () => random.int(0, 0xffffff).toString(16).padStart(6, '0');
  return `${variant}-${half()}${half()}`;
}
