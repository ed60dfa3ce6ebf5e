import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { LineSplitter, paceSession } from '../../src/pacing/protocol/index.ts';
import { type PaceDecision, type PaceOutcome, type PaceWorld, runWorld } from './pace-world.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const EXAMPLES = new URL('../../examples/pacing/', import.meta.url);

const hour: PaceWorld = { agents: 10, hours: 1, seed: 3, mode: 'predictive', limit: 0.03 };

/** Lines in, lines out, in this process. */
function filter(): (block: string) => string[] {
  const session = paceSession();
  const splitter = new LineSplitter();
  return (block) => [...splitter.push(Buffer.from(block))].flatMap((line) => session.read(line) ?? []);
}

/** Drives the protocol in this process; every block must be answered by one decision and nothing else. */
function drive(world: PaceWorld): PaceOutcome {
  const read = filter();
  const floor = runWorld(world);
  let step = floor.next();
  while (step.done !== true) step = floor.next(decisionOf(read(step.value)));
  return step.value;
}

function decisionOf(answers: readonly string[]): PaceDecision {
  const [answer = '', ...more] = answers;
  // Not by `expect`: there are tens of thousands of them.
  if (more.length > 0 || !answer.startsWith('{"type":"decision",'))
    throw new Error(`no decision: ${answers.join('; ')}`);
  return JSON.parse(answer) as PaceDecision;
}

function startPace(): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, 'pace'], { stdio: 'pipe' });
}

/** Everything at once into a process of its own. */
async function pipe(input: string | Buffer): Promise<{ out: string; err: string; code: number | null }> {
  const child = startPace();
  const said = { out: '', err: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  child.stdin?.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  return { ...said, code };
}

/** In lockstep with a process of its own: the next block is not written before the decision has come. */
async function lockstep(
  world: PaceWorld,
): Promise<{ input: string; output: string; outcome: PaceOutcome; code: number | null }> {
  const child = startPace();
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error('a child without pipes');
  const closed = once(child, 'close') as Promise<[number | null]>;
  const answers = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const floor = runWorld(world);
  const input: string[] = [];
  const output: string[] = [];
  let step = floor.next();
  while (step.done !== true) {
    input.push(step.value);
    stdin.write(step.value);
    const { value } = await answers.next();
    output.push(`${value}\n`);
    step = floor.next(decisionOf([value ?? '']));
  }
  stdin.end();
  const [code] = await closed;
  return { input: input.join(''), output: output.join(''), outcome: step.value, code };
}

describe('foyer pace, driven by a floor that knows only its protocol', () => {
  it('paces an hour in lockstep, and says the same again, byte for byte, when the hour is piped into it', async () => {
    const { input, output, outcome, code } = await lockstep(hour);
    expect(code).toBe(0);
    const again = await pipe(input);
    expect(again).toEqual({ out: output, err: '', code: 0 });
    expect(outcome.persons['default']).toBeGreaterThan(100);
  });

  it('keeps agents much busier than 1:1, and abandons less than the limit', () => {
    const progressive = drive({ ...hour, mode: 'progressive' });
    expect(progressive.abandoned).toEqual({ default: 0 });
    const predictive = drive({ ...hour, hours: 2 });
    expect(predictive.utilisation - progressive.utilisation).toBeGreaterThan(0.1);
    expect(rate(predictive, 'default')).toBeLessThanOrEqual(0.03);
    expect(predictive.abandoned['default']).toBeGreaterThan(0);
  });

  it('paces campaigns that share agents, each under its own limit', () => {
    const campaigns = ['north', 'south'];
    const shared = drive({ ...hour, hours: 3, seed: 7, campaigns });
    const apart = drive({ ...hour, hours: 3, seed: 7, campaigns, skills: (agent) => [campaigns[agent % 2] ?? ''] });
    for (const name of campaigns) {
      expect(shared.persons[name]).toBeGreaterThan(50);
      expect(rate(shared, name)).toBeLessThanOrEqual(0.03);
      expect(rate(apart, name)).toBeLessThanOrEqual(0.03);
    }
    expect(shared.utilisation).toBeGreaterThan(apart.utilisation);
  });

  it('keeps to the lines, and the lines in a second, of the settings', () => {
    const { mostLines, mostPlacedInASecond } = drive({ ...hour, hours: 0.25, settings: { maxLines: 7, cps: 2 } });
    expect({ mostLines, mostPlacedInASecond }).toEqual({ mostLines: 7, mostPlacedInASecond: 2 });
  });

  it('hangs ringing lines up where the settings allow it, and never earlier than they say', () => {
    const { cancelled, shortestCancelMs } = drive({ ...hour, hours: 0.25, settings: { cancelAfterMs: 12_000 } });
    expect(cancelled).toBeGreaterThan(0);
    expect(shortestCancelMs).toBeGreaterThanOrEqual(12_000);
  });
});

function rate({ persons, abandoned }: PaceOutcome, campaign: string): number {
  return (abandoned[campaign] ?? 0) / (persons[campaign] ?? 0);
}

describe('the process', () => {
  it('answers each decide when it comes, and ends with its input, a last line without line feed included', async () => {
    const wanted = '{"type":"settings","at":0}\nnonsense\n{"type":"decide","at":7}';
    const { out, err, code } = await pipe(wanted);
    const answers = out
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text) as Record<string, unknown>);
    expect({ err, code }).toEqual({ err: '', code: 0 });
    expect(answers).toMatchObject([
      { type: 'error', line: 2, field: 'line' },
      { type: 'decision', at: 7, place: 0 },
    ]);
  });

  it('ends without a word when nobody reads its answers any more', async () => {
    const child = startPace();
    const { stdin, stdout, stderr } = child;
    if (stdin === null || stdout === null || stderr === null) throw new Error('a child without pipes');
    // The child may be gone while there is still something to write.
    stdin.on('error', () => undefined);
    let complaint = '';
    stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint += text;
    });
    const closed = once(child, 'close');
    stdin.write('{"type":"settings","at":0}\n{"type":"decide","at":0}\n');
    await Promise.race([once(stdout, 'data'), closed]);
    stdout.destroy();
    stdin.write('{"type":"decide","at":0}\n'.repeat(20_000));
    expect(await closed).toEqual([0, null]);
    expect(complaint).toBe('');
  });
});

describe('the example session', () => {
  const read = (file: string) => readFileSync(new URL(file, EXAMPLES), 'utf8');
  const lasting = (text: string) => {
    const { place, cancel, why, text: words, campaigns, ...rest } = JSON.parse(text) as Record<string, unknown>;
    return { ...rest, figures: Object.keys(why ?? {}), campaigns: Object.keys(campaigns ?? {}) };
  };

  it('is answered as its file of answers says, but for figures that learning better would change', () => {
    const answers = filter()(read('morning.jsonl'));
    const kept = read('morning.answers.jsonl').trimEnd().split('\n');
    expect(answers.map(lasting)).toEqual(kept.map(lasting));
  });
});
