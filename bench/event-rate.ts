import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { FreeswitchSwitch, switchServerSchema } from '../src/dialer/index.ts';
import { seededRandom } from '../src/kernel/random.ts';
import { systemClock } from '../src/kernel/system-clock.ts';
import { createLog } from '../src/ops/index.ts';
import { BareClient } from './parts/bare-client.ts';
import type { PumpOrder, PumpWord } from './parts/event-pump.ts';
import {
  atLeast,
  atMost,
  benchOptions,
  type Load,
  loadFigures,
  report,
  round,
  said,
  startLoad,
  until,
  waitMs,
} from './parts/measure.ts';
import { EVENTS, recordEvents } from './parts/record-events.ts';

/*
 * Leg events of the real size through the adapter (socket to signal, the listener only counts), and through a bare client
 * that parses the same bytes. Events come from a process of its own.
 */
const RATE = 5_050;
const REAL_BYTES = 5_800;
const WARM_UP_MS = 3_000;
const { seconds } = benchOptions({ short: 20, long: 120 });

/** Every event of an answered call, and ringing ones of calls nobody answers until the mean is the real one. */
function mixOf(recorded: readonly string[]): string[] {
  const ringing = recorded.find((body) => body.includes('"Event-Name":"CHANNEL_PROGRESS"'));
  if (ringing === undefined) throw new Error('no ringing was recorded');
  const mix = [...recorded];
  while (meanBytes(mix) > REAL_BYTES) mix.push(ringing);
  return mix;
}

function meanBytes(bodies: readonly string[]): number {
  return bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0) / bodies.length;
}

class Pump {
  readonly #child: ChildProcess;
  port = 0;
  #word: (word: PumpWord) => void = () => undefined;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (word: PumpWord) => this.#word(word));
  }

  static async open(bodies: readonly string[]): Promise<Pump> {
    const file = fileURLToPath(import.meta.resolve('./parts/event-pump.ts'));
    const pump = new Pump(fork(file, { execArgv: ['--disable-warning=ExperimentalWarning'] }));
    const word = await new Promise<PumpWord>((resolve) => {
      pump.#word = resolve;
    });
    if ('port' in word) pump.port = word.port;
    pump.#child.send({ bodies } satisfies PumpOrder);
    return pump;
  }

  start(rate: number): void {
    this.#child.send({ rate } satisfies PumpOrder);
  }

  async stop(): Promise<number> {
    const word = new Promise<PumpWord>((resolve) => {
      this.#word = resolve;
    });
    this.#child.send({ rate: 0 } satisfies PumpOrder);
    const told = await word;
    return 'sent' in told ? told.sent : Number.NaN;
  }

  close(): void {
    this.#child.disconnect();
  }
}

interface Run {
  readonly perSecond: number;
  readonly lost: number;
  readonly load: Load;
}

async function measure(pump: Pump, received: () => number): Promise<Run> {
  const from = received();
  pump.start(RATE);
  await waitMs(WARM_UP_MS);
  const warm = received();
  const watching = startLoad();
  await waitMs(seconds * 1_000);
  const load = watching.read();
  const perSecond = (received() - warm) / load.seconds;
  const sent = await pump.stop();
  await until(() => received() - from >= sent, 5_000);
  return { perSecond, lost: sent - (received() - from), load };
}

async function throughAdapter(pump: Pump): Promise<{ readonly run: Run; readonly eventAgeMs: number }> {
  const server = switchServerSchema.parse({
    id: 'fs1',
    url: `esl://:bench@127.0.0.1:${pump.port}`,
    gateways: [{ id: 'carrier' }],
  });
  const adapter = new FreeswitchSwitch({
    server,
    clock: systemClock,
    random: seededRandom(1),
    log: createLog({ level: 'warn' }),
  });
  let signals = 0;
  adapter.open((signal) => {
    if (signal.type.startsWith('leg.')) signals++;
  });
  if (!(await until(() => adapter.figures.up, 10_000))) throw new Error('the adapter did not connect');
  const run = await measure(pump, () => signals);
  const { eventAgeMs } = adapter.figures;
  await adapter.close();
  return { run, eventAgeMs };
}

async function throughBareClient(pump: Pump): Promise<Run> {
  let events = 0;
  const client = await BareClient.open({ host: '127.0.0.1', port: pump.port, password: 'bench' }, () => events++);
  await client.ask(`event json ${EVENTS}`);
  const run = await measure(pump, () => events);
  client.close();
  return run;
}

const bodies = mixOf(await recordEvents());
const pump = await Pump.open(bodies);
const { run, eventAgeMs } = await throughAdapter(pump);
const bare = await throughBareClient(pump);
pump.close();

const microseconds = ({ perSecond, load }: Run) => (load.cpuSeconds * 1e6) / (perSecond * load.seconds);
report(
  `event-rate: events of ${round(meanBytes(bodies) / 1_000)} kB through the adapter, ${round(run.load.seconds)} s`,
  [
    atLeast('adapter: events', run.perSecond, 5_000, 'a second'),
    atMost('adapter: event loop delay p99', run.load.loop.p99, 20, 'ms'),
    ...loadFigures('adapter', run.load),
    said('adapter: age of events on arrival, mean of the last second', eventAgeMs, 'ms'),
    atMost('adapter: events lost', run.lost, 0, ''),
    said('bare client: events', bare.perSecond, 'a second'),
    ...loadFigures('bare client', bare.load),
    said(
      'processor per event, adapter / bare client',
      `${round(microseconds(run))} / ${round(microseconds(bare))}`,
      'us',
    ),
    said('ratio to the bare client', microseconds(run) / microseconds(bare)),
  ],
);
process.exit();
