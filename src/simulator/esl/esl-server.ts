import type { Clock } from '../../kernel/clock.ts';
import { type DurationMs, SECOND_MS } from '../../kernel/time.ts';
import { shutDown } from '../switch/commands.ts';
import type { SwitchEvent } from '../switch/switch-event.ts';
import { nextSeq, publish, type SwitchModel, stamp } from '../switch/switch-model.ts';
import { firstWord } from './api/api-command.ts';
import type { ClientCommand } from './command-reader.ts';
import { EslConnection, type Wire } from './esl-connection.ts';
import { render } from './render.ts';
import type { EslServerState } from './server-state.ts';
import { recordStamps } from './stamps.ts';

export interface EslServerOptions {
  readonly model: SwitchModel;
  readonly password: string;
  /** May this address connect? Missing: every one may. */
  readonly allows?: (address: string) => boolean;
  /** Keep the times of answers and bridges, on this clock. */
  readonly stampClock?: Pick<Clock, 'monotonic'>;
  /** All is told and closed after a shut-down. */
  readonly onEnd?: () => void;
}

export interface EslServer {
  /** A client has connected; feed what it sends to `receive`. */
  accept(wire: Wire, address: string): EslConnection;
  /** Like SIGTERM: calls end with SYSTEM_SHUTDOWN, SHUTDOWN is told, then a notice. */
  stop(): void;
  readonly connections: number;
}

const HEARTBEAT_MS: DurationMs = 20 * SECOND_MS;
/** From SHUTDOWN to the notice (transcript 93). */
const NOTICE_MS: DurationMs = 1_200;
const NOTICE = 'The system is being shut down.\n';

/** The event socket of one simulated switch, whatever carries the bytes. */
export function eslServer(options: EslServerOptions): EslServer {
  const { model } = options;
  const connections = new Set<EslConnection>();
  const state: EslServerState = {
    model,
    password: options.password,
    stamps: options.stampClock === undefined ? undefined : stampsOf(options.stampClock),
    forget: (connection) => {
      connections.delete(connection as EslConnection);
    },
    shutDown: (now) => (now ? endNow() : stop()),
  };
  const onEvent = (event: SwitchEvent) => tell(model, connections, event);
  model.listeners.add(onEvent);
  let cancelBeat = model.clock.schedule(HEARTBEAT_MS, beat);
  let stopping = false;

  function beat(): void {
    publish(model, { kind: 'heartbeat', seq: nextSeq(model), at: stamp(model) });
    const runAt = model.clock.now() + HEARTBEAT_MS;
    publish(model, { kind: 'reschedule', seq: nextSeq(model), at: stamp(model), task: 'heartbeat', runAt });
    cancelBeat = model.clock.schedule(HEARTBEAT_MS, beat);
  }

  function stop(): void {
    if (stopping) return;
    stopping = true;
    shutDown(model);
    model.clock.schedule(NOTICE_MS, () => {
      for (const connection of [...connections]) connection.hangUp(NOTICE);
      end();
    });
  }

  function endNow(): void {
    for (const connection of [...connections]) connection.close();
    end();
  }

  function end(): void {
    cancelBeat();
    model.listeners.delete(onEvent);
    options.onEnd?.();
  }

  return {
    accept(wire, address) {
      const connection = new EslConnection(state, wire);
      if (options.allows?.(address) === false) {
        connection.reject();
        return connection;
      }
      connections.add(connection);
      connection.greet();
      return connection;
    },
    stop,
    get connections() {
      return connections.size;
    },
  };
}

/** Renders an event only when somebody wants it, and once for all. */
function tell(model: SwitchModel, connections: ReadonlySet<EslConnection>, event: SwitchEvent): void {
  const name = nameOf(event);
  const subclass = event.kind === 'custom' ? event.subclass : undefined;
  const wanting = [...connections].filter((connection) => connection.wants(name, subclass));
  if (wanting.length === 0) return;
  const rendered = render(model, event);
  for (const connection of wanting) {
    connection.event(rendered);
    connection.afterEvent(event);
  }
}

function nameOf(event: SwitchEvent): string {
  switch (event.kind) {
    case 'channel':
      return event.name;
    case 'stillborn':
      return 'CHANNEL_DESTROY';
    case 'job':
      return 'BACKGROUND_JOB';
    case 'custom':
      return 'CUSTOM';
    case 'api':
      return 'API';
    case 'heartbeat':
      return 'HEARTBEAT';
    case 'reschedule':
      return 'RE_SCHEDULE';
    case 'shutdown':
      return 'SHUTDOWN';
  }
}

/** A bridge is stamped when its bytes are read, before anything is done with them. */
function stampsOf(clock: Pick<Clock, 'monotonic'>): NonNullable<EslServerState['stamps']> {
  const stamps = recordStamps(clock);
  return {
    ...stamps,
    bytesArrived(commands: readonly ClientCommand[]) {
      for (const { line } of commands) {
        const bridged = /^(?:bg)?api uuid_bridge /.test(line)
          ? firstWord(line.replace(/^(?:bg)?api uuid_bridge /, ''))[0]
          : undefined;
        if (bridged !== undefined) stamps.bridgeArrived(bridged);
      }
    },
  };
}
