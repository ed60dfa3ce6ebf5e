import type { EslMeter } from '../../src/dialer/index.ts';

const ANSWER = Buffer.from('"Event-Name":"CHANNEL_ANSWER"');
const UNIQUE_ID = Buffer.from('"Unique-ID":"');
const UUID_LENGTH = 36;
const BRIDGE = /uuid_bridge ([0-9a-f-]{36})/;
const NOTHING = Buffer.alloc(0);

/** When the bytes of each leg's CHANNEL_ANSWER were read and those of its uuid_bridge handed on, monotonic ms. */
export interface AnswerStamps {
  readonly meter: EslMeter;
  readonly answeredIn: ReadonlyMap<string, number>;
  readonly bridgeOut: ReadonlyMap<string, number>;
}

/** Looks through the bytes themselves: an event's stamp is that of the packet in which it begins. */
export function answerStamps(): AnswerStamps {
  const answeredIn = new Map<string, number>();
  const bridgeOut = new Map<string, number>();
  let rest: Buffer = NOTHING;
  /** Of an answer whose name has come and whose leg has not. */
  let pendingAt: number | undefined;
  const take = (at: number, bytes: Buffer): void => {
    const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    let from = 0;
    for (;;) {
      const found = all.indexOf(ANSWER, from);
      if (found === -1) {
        rest = all.subarray(Math.max(from, all.length - ANSWER.length + 1));
        pendingAt = undefined;
        return;
      }
      const id = all.indexOf(UNIQUE_ID, found);
      if (id === -1 || id + UNIQUE_ID.length + UUID_LENGTH > all.length) {
        rest = all.subarray(found);
        pendingAt ??= at;
        return;
      }
      const start = id + UNIQUE_ID.length;
      from = start + UUID_LENGTH;
      answeredIn.set(all.toString('latin1', start, from), pendingAt ?? at);
      pendingAt = undefined;
    }
  };
  const meter: EslMeter = {
    onBytesIn: (at, bytes) => take(at, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
    onBytesOut: (at, line) => {
      const leg = BRIDGE.exec(line)?.[1];
      if (leg !== undefined && !bridgeOut.has(leg)) bridgeOut.set(leg, at);
    },
  };
  return { meter, answeredIn, bridgeOut };
}
