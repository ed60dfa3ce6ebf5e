import type { Cancel, Clock } from '../../kernel/clock.ts';
import { type CommandId, type IdSource, idSource, type LegId, type SwitchId } from '../../kernel/id.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { Random } from '../../kernel/random.ts';
import { type DurationMs, SECOND_MS, type UtcMs } from '../../kernel/time.ts';
import type { CommandResult, SwitchCommand, SwitchPort, SwitchSignal } from '../switch-port.ts';
import { backOff } from './back-off.ts';
import { buildCommand } from './command-builder.ts';
import type { EslEnd, EslEndKind, EslMeter, EslTransport } from './esl-connection.ts';
import { type EslEvent, field, numberField } from './esl-event.ts';
import { EslSession } from './esl-session.ts';
import { eslTransport } from './esl-transport.ts';
import { EventAgeWatch } from './event-age.ts';
import { roleOf, signalOf } from './event-map.ts';
import { JobTable, resultOf } from './job-table.ts';
import type { Snapshot } from './snapshot.ts';
import type { SwitchServer } from './switch-server.ts';

const WATCH_EVERY_MS = SECOND_MS;
/** An `api` command is answered within a few ms; it waits only behind others. */
const COMMAND_DEADLINE_MS = 5 * SECOND_MS;
/** Beyond the ring limit: the switch's own limit is a second more, the floor's is 5 s more, then the floor hangs up. */
const RING_GRACE_MS = 20 * SECOND_MS;
const LINE_DEADLINE_MS = 60 * SECOND_MS;
const TRUNK_DEADLINE_MS = 15 * SECOND_MS;
/** A connection that stood this long was a good one: the next failure begins the back-off anew. */
const STEADY_MS = 30 * SECOND_MS;
/** Longer than this, a line's history of transfers is erased; it is part of each of its events (docs/freeswitch.md, T22). */
const MAX_TRANSFER_HISTORY = 2_000;
/** Clocks that differ by more make figures of ring and talk times wrong. */
const CLOCK_WARNING_MS = SECOND_MS;

export interface SwitchLog {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface FreeswitchOptions {
  readonly server: SwitchServer;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: SwitchLog;
  /** Stamps for benchmarks. */
  readonly meter?: EslMeter;
  /** Another client of the event socket than the default one. */
  readonly transport?: EslTransport;
}

export interface ConnectionFigures {
  readonly up: boolean;
  readonly pendingCommands: number;
  readonly eventAgeMs: DurationMs;
  readonly clockOffsetMs: DurationMs;
  readonly connections: number;
}

/** What an operator can do about it. */
const remedies: Readonly<Record<EslEndKind, string>> = {
  unreachable:
    'is FreeSWITCH running, and do host and port in the switch’s url match listen-ip and listen-port of event_socket.conf.xml?',
  'not-allowed':
    'add the address of this machine to the access list that apply-inbound-acl of event_socket.conf.xml names (foyer-esl)',
  'wrong-password':
    'the password in the switch’s url (FOYER_SWITCH, or the configuration) is not the one of event_socket.conf.xml',
  malformed: 'is this the event socket of a FreeSWITCH, and not another service?',
  notice: 'the switch ended the connection itself: see its log',
  stuck: 'is the machine or the network overloaded, or a firewall dropping idle connections?',
  lost: 'calls go on; Foyer reconnects and compares',
  closed: '',
};

/** A FreeSWITCH server behind the dialer's port: connects, stays connected, and says what is there each time it is. */
export class FreeswitchSwitch implements SwitchPort {
  readonly switchId: SwitchId;
  readonly #options: FreeswitchOptions;
  readonly #clock: Clock;
  readonly #transport: EslTransport;
  readonly #random: Random;
  readonly #ids: IdSource;
  readonly #jobs: JobTable;
  readonly #age = new EventAgeWatch();
  /** Legs whose end has been asked for. */
  readonly #endAsked = new Set<LegId>();
  #listener: ((signal: SwitchSignal) => void) | undefined;
  #session: EslSession | undefined;
  #up = false;
  #upSince = 0;
  #failures = 0;
  #connections = 0;
  #lastComplaint = '';
  #coreUuid: string | undefined;
  #closed = false;
  #cancelRetry: Cancel = () => undefined;
  #cancelWatch: Cancel = () => undefined;

  constructor(options: FreeswitchOptions) {
    const { user = '', password } = options.server.url;
    invariant(!/[\s\0]/.test(user + password), 'user and password of a switch without white space');
    this.switchId = options.server.id;
    this.#options = options;
    this.#clock = options.clock;
    this.#transport = options.transport ?? eslTransport(options.clock, options.meter);
    this.#random = options.random.fork(`back-off ${options.server.id}`);
    this.#ids = idSource(options.clock, options.random.fork(`questions ${options.server.id}`));
    this.#jobs = new JobTable(({ commandId, command, legId }, result) =>
      this.#tellEnd(commandId, command, legId, result),
    );
  }

  get figures(): ConnectionFigures {
    return {
      up: this.#up,
      pendingCommands: this.#jobs.size,
      eventAgeMs: this.#age.eventAgeMs,
      clockOffsetMs: this.#session?.clockOffsetMs ?? 0,
      connections: this.#connections,
    };
  }

  open(listener: (signal: SwitchSignal) => void): void {
    invariant(this.#listener === undefined && !this.#closed, 'a switch is opened once');
    this.#listener = listener;
    this.#connect();
    this.#watch();
  }

  send(command: SwitchCommand): void {
    const { commandId, type } = command;
    const legId = legOf(command);
    const refuse = (result: CommandResult): void => this.#tellEnd(commandId, type, legId, result);
    const session = this.#session;
    if (session === undefined || !this.#up) {
      refuse({ kind: 'unknown', reason: 'the switch is not connected' });
      return;
    }
    if (command.type === 'originate' && command.permit.expiresAt <= this.#clock.now()) {
      refuse({ kind: 'rejected', reason: 'the permit to call has expired' });
      return;
    }
    const built = buildCommand(command, this.#options.server);
    if (!built.ok) {
      this.#options.log.error(
        { switchId: this.switchId, command: type, reason: built.error },
        'a command was not sent',
      );
      refuse({ kind: 'rejected', reason: built.error.split(':')[0] ?? built.error });
      return;
    }
    const deadlineAt = this.#clock.monotonic() + deadlineOf(command);
    if (!this.#jobs.add({ commandId, command: type, legId, deadlineAt, makesLeg: built.value.way === 'bgapi' })) {
      refuse({ kind: 'rejected', reason: 'too many commands under way' });
      return;
    }
    if (type === 'hang-up') this.#endAsked.add(legId);
    session.request(built.value, (reply) => {
      // A lost reply is a lost connection: `becomeDown` ends what is open, in its order.
      if (reply.kind === 'lost') return;
      if (built.value.way === 'api' || !reply.text.startsWith('+OK')) this.#jobs.end(commandId, resultOf(reply.text));
    });
  }

  close(): Promise<void> {
    this.#closed = true;
    this.#cancelRetry();
    this.#cancelWatch();
    this.#session?.close({ kind: 'closed', reason: 'Foyer is closing' });
    return Promise.resolve();
  }

  #connect(): void {
    this.#connections++;
    const { clock, server } = this.#options;
    const generation = this.#connections;
    // What an earlier connection still has to say is not heard.
    const current = (): boolean => generation === this.#connections;
    this.#session = new EslSession(
      { clock, transport: this.#transport, address: server.url, ids: this.#ids },
      {
        onUp: (snapshot) => {
          if (current()) this.#becomeUp(snapshot);
        },
        onEvent: (event, at) => {
          if (current()) this.#takeEvent(event, at);
        },
        onJob: (jobId, text) => {
          if (current()) this.#jobs.end(jobId, resultOf(text));
        },
        onClose: (end) => {
          if (current()) this.#becomeDown(end);
        },
      },
    );
  }

  #becomeUp({ coreUuid, channels }: Snapshot): void {
    const restarted = this.#coreUuid !== undefined && this.#coreUuid !== coreUuid;
    this.#coreUuid = coreUuid;
    this.#up = true;
    this.#upSince = this.#clock.monotonic();
    this.#lastComplaint = '';
    this.#age.reset();
    const clockOffsetMs = this.#session?.clockOffsetMs ?? 0;
    if (Math.abs(clockOffsetMs) > CLOCK_WARNING_MS) {
      this.#options.log.warn(
        { switchId: this.switchId, clockOffsetMs },
        'the clocks of Foyer and the switch differ: put both on NTP',
      );
    }
    this.#tell({ type: 'switch.up', at: this.#clock.now(), switchId: this.switchId, coreUuid, restarted, channels });
  }

  #becomeDown(end: EslEnd): void {
    const wasUp = this.#up;
    this.#session = undefined;
    this.#up = false;
    this.#endAsked.clear();
    // First the loss, then what it leaves open: nobody is to act on a switch that is not there.
    if (wasUp) this.#tell({ type: 'switch.down', at: this.#clock.now(), switchId: this.switchId, reason: end.reason });
    this.#jobs.loseAll(end.reason);
    if (this.#closed) return;
    this.#failures = wasUp && this.#clock.monotonic() - this.#upSince >= STEADY_MS ? 0 : this.#failures + 1;
    this.#complain(end);
    this.#cancelRetry = this.#clock.schedule(backOff(this.#failures, end.kind, this.#random), () => this.#connect());
  }

  /** Once for each reason, not once for each try. */
  #complain({ kind, reason }: EslEnd): void {
    if (this.#lastComplaint === kind + reason) return;
    this.#lastComplaint = kind + reason;
    const { host, port } = this.#options.server.url;
    const fields = { switchId: this.switchId, host, port, kind, reason, remedy: remedies[kind] };
    this.#options.log.error(fields, 'no connection to the switch: no new calls there until it is back');
  }

  #takeEvent(event: EslEvent, at: UtcMs): void {
    const stamp = numberField(event, 'Event-Date-Timestamp');
    if (stamp !== undefined) this.#age.observe(at - stamp / 1000 + (this.#session?.clockOffsetMs ?? 0));
    const signal = signalOf(event, { switchId: this.switchId, at, endAsked: (legId) => this.#endAsked.has(legId) });
    if (signal !== undefined) this.#tell(signal);
    const name = field(event, 'Event-Name');
    if (signal?.type === 'leg.answered') this.#jobs.legAnswered(signal.legId);
    else if (signal?.type === 'leg.ended' && name === 'CHANNEL_HANGUP_COMPLETE') this.#endAsked.delete(signal.legId);
    else if (signal?.type === 'leg.parked') this.#trimHistory(event, signal.legId);
  }

  #trimHistory(event: EslEvent, legId: LegId): void {
    const history = field(event, 'variable_transfer_history')?.length ?? 0;
    if (history <= MAX_TRANSFER_HISTORY || roleOf(field(event, 'variable_foyer_role')) !== 'agent') return;
    this.#session?.request({ way: 'api', line: `api uuid_setvar ${legId} transfer_history` }, () => undefined);
  }

  #watch(): void {
    this.#cancelWatch = this.#clock.schedule(WATCH_EVERY_MS, () => this.#watch());
    this.#session?.watch();
    this.#jobs.expire(this.#clock.monotonic());
    const at = this.#clock.now();
    const change = this.#up ? this.#age.turn(at) : undefined;
    if (change !== undefined) this.#tell({ type: 'switch.load', at, switchId: this.switchId, ...change });
  }

  #tellEnd(commandId: CommandId, command: SwitchCommand['type'], legId: LegId, result: CommandResult): void {
    if (command === 'hang-up' && result.kind === 'rejected') this.#endAsked.delete(legId);
    this.#tell({
      type: 'command.ended',
      at: this.#clock.now(),
      switchId: this.switchId,
      commandId,
      command,
      legId,
      result,
    });
  }

  #tell(signal: SwitchSignal): void {
    this.#listener?.(signal);
  }
}

/** The leg a command is about; for a bridge, the donor's. */
function legOf(command: SwitchCommand): LegId {
  return command.type === 'bridge' ? command.donorLegId : command.legId;
}

function deadlineOf(command: SwitchCommand): DurationMs {
  switch (command.type) {
    case 'originate':
      return command.ringLimitMs + RING_GRACE_MS;
    case 'open-line':
      return LINE_DEADLINE_MS;
    case 'open-trunk':
      return TRUNK_DEADLINE_MS;
    case 'bridge':
    case 'hang-up':
    case 'play':
    case 'tone':
    case 'join':
    case 'park':
      return COMMAND_DEADLINE_MS;
  }
}
