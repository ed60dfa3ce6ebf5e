import type { Clock } from '../../kernel/clock.ts';
import { SECOND_MS } from '../../kernel/time.ts';
import type { EslConnection, EslEnd } from './esl-connection.ts';
import { eslTransport } from './esl-transport.ts';
import type { SwitchServer } from './switch-server.ts';

const PROBE_DEADLINE_MS = 10 * SECOND_MS;

export type SwitchProbe =
  | {
      readonly reachable: true;
      readonly version: string;
      readonly status: string;
      readonly roundTripMs: number;
      /** By name: what the switch says of each gateway of the configuration. */
      readonly gateways: Readonly<Record<string, 'up' | 'down' | 'unknown'>>;
    }
  | { readonly reachable: false; readonly end: EslEnd };

/** Signs in once, asks who is there, and leaves: for `foyer doctor`. */
export function probeSwitch(server: SwitchServer, clock: Clock): Promise<SwitchProbe> {
  return new Promise((resolve) => {
    let settled = false;
    const settle = (probe: SwitchProbe): void => {
      if (settled) return;
      settled = true;
      cancel();
      resolve(probe);
    };
    const connection: EslConnection = eslTransport(clock).connect(server.url, {
      onReady: () =>
        void ask(connection, server, clock).then((probe) => {
          // First the answer: to close is an end of the connection like any other.
          settle(probe);
          connection.close({ kind: 'closed', reason: 'probed' });
        }),
      onEvent: () => undefined,
      onClose: (end) => settle({ reachable: false, end }),
    });
    const cancel = clock.schedule(PROBE_DEADLINE_MS, () => {
      connection.close({ kind: 'stuck', reason: 'no answer in time' });
    });
  });
}

async function ask(connection: EslConnection, server: SwitchServer, clock: Clock): Promise<SwitchProbe> {
  const text = (line: string): Promise<string> =>
    new Promise((resolve) =>
      connection.send(line, {}, (reply) => resolve(reply.kind === 'reply' ? reply.text.trim() : '')),
    );
  const askedAt = clock.monotonic();
  const version = await text('api version');
  const roundTripMs = clock.monotonic() - askedAt;
  const status = await text('api status');
  const gateways: Record<string, 'up' | 'down' | 'unknown'> = {};
  for (const { id } of server.gateways) gateways[id] = gatewayState(await text(`api sofia status gateway ${id}`));
  return { reachable: true, version, status, roundTripMs, gateways };
}

/** `Invalid Gateway!` has no -ERR (transcript 04). */
function gatewayState(text: string): 'up' | 'down' | 'unknown' {
  const status = /^Status\s+(\S+)/m.exec(text)?.[1];
  if (status === undefined) return 'unknown';
  return status.startsWith('UP') ? 'up' : 'down';
}
